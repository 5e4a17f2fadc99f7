/** Changes `teacherprint.json` for its users: what they wrote stays, at its place. */

import { readFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import type { Suppression } from './config-file.ts';
import { isThere, writeWholeFile } from './whole-file.ts';

type Config = Record<string, unknown>;

/** One edit after the other, so that none is lost between another one's reading and writing. */
export class ConfigEditor {
  #last: Promise<void> = Promise.resolve();

  addSuppression(
    configFile: string,
    dataset: string,
    { sample, rule }: { readonly sample: string | null; readonly rule: string },
  ): Promise<void> {
    const suppression: Suppression =
      sample === null
        ? { file: exactPathFrom(configFile, dataset), rule }
        : { file: pathFrom(configFile, dataset), sample, rule };
    return this.#edit(configFile, (config) => {
      const entries: unknown = config['suppressions'] ?? [];
      if (!Array.isArray(entries)) throw new UserError('"suppressions" is not a list');
      config['suppressions'] = [...(entries as unknown[]), suppression];
    });
  }

  /** `field` null: back to detection. */
  setField(configFile: string, dataset: string, field: string | null): Promise<void> {
    const file = exactPathFrom(configFile, dataset);
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

  /** `profile`: an absolute path. What was said of the dataset by its exact path is replaced. */
  setReferences(configFile: string, dataset: string, profile: string): Promise<void> {
    const file = exactPathFrom(configFile, dataset);
    const path = pathFrom(configFile, profile);
    return this.#edit(configFile, (config) => {
      const entries: unknown = config['references'] ?? [];
      if (!Array.isArray(entries)) throw new UserError('"references" is not a list');
      const others = (entries as ({ file?: unknown } | null)[]).filter(
        (entry) => entry?.file !== file,
      );
      // The exact path goes first, since the first glob that covers a file counts.
      config['references'] = [{ file, profile: path }, ...others];
    });
  }

  /** `baseline`: an absolute path. */
  setBaseline(configFile: string, baseline: string): Promise<void> {
    const path = pathFrom(configFile, baseline);
    return this.#edit(configFile, (config) => {
      config['baseline'] = path;
    });
  }

  /** Any other change of what the settings are made of, such as a baseline. */
  during<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#last.then(change);
    this.#last = changed.then(
      () => undefined,
      () => undefined,
    );
    return changed;
  }

  #edit(file: string, change: (config: Config) => void): Promise<void> {
    return this.during(() => editFile(file, change));
  }
}

function pathFrom(configFile: string, dataset: string): string {
  return relative(dirname(configFile), dataset).split(sep).join('/');
}

/** A bare name would cover the files of that name in all folders below, too. */
function exactPathFrom(configFile: string, dataset: string): string {
  const path = pathFrom(configFile, dataset);
  return path.includes('/') ? path : `./${path}`;
}

async function editFile(file: string, change: (config: Config) => void): Promise<void> {
  let text: string;
  try {
    text = changed(await readIfThere(file), change);
  } catch (error) {
    throw new UserError(`${file}: cannot be changed: ${reasonOf(error)}`);
  }
  await writeWholeFile(file, text);
}

async function readIfThere(file: string): Promise<string> {
  return (await isThere(file)) ? readFile(file, 'utf8') : '{}';
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
