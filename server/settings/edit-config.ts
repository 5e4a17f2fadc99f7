/** Changes `teacherprint.json` for its users: what they wrote stays, at its place. */

import { chmod, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import type { Suppression } from './config-file.ts';

type Config = Record<string, unknown>;

/** One edit after the other, so that none is lost between another one's reading and writing. */
export class ConfigEditor {
  #last: Promise<void> = Promise.resolve();

  addSuppression(
    configFile: string,
    dataset: string,
    { sample, rule }: Pick<Suppression, 'sample' | 'rule'>,
  ): Promise<void> {
    const file = pathFrom(configFile, dataset);
    return this.#edit(configFile, (config) => {
      const entries: unknown = config['suppressions'] ?? [];
      if (!Array.isArray(entries)) throw new UserError('"suppressions" is not a list');
      config['suppressions'] = [...(entries as unknown[]), { file, sample, rule }];
    });
  }

  /** `field` null: back to detection. */
  setField(configFile: string, dataset: string, field: string | null): Promise<void> {
    const path = pathFrom(configFile, dataset);
    // A bare name would cover the files of that name in all folders below, too.
    const file = path.includes('/') ? path : `./${path}`;
    return this.#edit(configFile, (config) => {
      const fields: unknown = config['fields'] ?? {};
      if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
        throw new UserError('"fields" is not an object');
      }
      const others = Object.entries(fields).filter(([glob]) => glob !== file);
      // The exact path goes first, since the first glob that covers a file counts.
      config['fields'] = Object.fromEntries(field === null ? others : [[file, field], ...others]);
    });
  }

  #edit(file: string, change: (config: Config) => void): Promise<void> {
    const edit = this.#last.then(() => editFile(file, change));
    this.#last = edit.catch(() => undefined);
    return edit;
  }
}

function pathFrom(configFile: string, dataset: string): string {
  return relative(dirname(configFile), dataset).split(sep).join('/');
}

async function editFile(file: string, change: (config: Config) => void): Promise<void> {
  try {
    // Behind a link, the file itself is what its owners share.
    const target = await realpath(file).catch(() => file);
    const found = await stat(target).catch(() => null);
    const text = found === null ? '{}' : await readFile(target, 'utf8');
    await mkdir(dirname(target), { recursive: true });
    // Whole or not at all: a reader never sees half a file.
    const part = `${target}.tmp`;
    await writeFile(part, changed(text, change));
    if (found !== null) await chmod(part, found.mode);
    await rename(part, target);
  } catch (error) {
    throw new UserError(`${file}: cannot be changed: ${reasonOf(error)}`);
  }
}

/** The text with its indentation, line ends and byte order mark. */
function changed(text: string, change: (config: Config) => void): string {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const config = parse(text.slice(mark.length));
  change(config);
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const lines = `${JSON.stringify(config, null, indent)}\n`;
  return mark + (text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines);
}

function parse(text: string): Config {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    throw new UserError('it is not JSON; mend it first');
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new UserError('it is not an object; mend it first');
  }
  return config as Config;
}
