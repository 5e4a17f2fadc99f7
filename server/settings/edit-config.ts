/** Changes `teacherprint.json` for its users: what they wrote stays, at its place. */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { UserError } from '../dataset/user-error.ts';
import type { Suppression } from './config-file.ts';

export async function addSuppression(
  configFile: string,
  dataset: string,
  suppression: Omit<Suppression, 'file'>,
): Promise<void> {
  await edit(configFile, (config) => {
    const entries = Array.isArray(config['suppressions'])
      ? (config['suppressions'] as unknown[])
      : [];
    const file = pathFrom(configFile, dataset);
    config['suppressions'] = [...entries, { file, ...suppression }];
  });
}

/** `field` null: back to detection. */
export async function setField(
  configFile: string,
  dataset: string,
  field: string | null,
): Promise<void> {
  await edit(configFile, (config) => {
    const path = pathFrom(configFile, dataset);
    const fields = Object.entries((config['fields'] ?? {}) as Record<string, unknown>).filter(
      ([glob]) => glob !== path,
    );
    // The exact path goes first, since the first glob that covers a file counts.
    config['fields'] = Object.fromEntries(field === null ? fields : [[path, field], ...fields]);
  });
}

function pathFrom(configFile: string, dataset: string): string {
  return relative(dirname(configFile), dataset).split(sep).join('/');
}

async function edit(
  file: string,
  change: (config: Record<string, unknown>) => void,
): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    throw new UserError(`${file}: not JSON; mend it first, then try again`);
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new UserError(`${file}: expected an object`);
  }
  change(config as Record<string, unknown>);
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  await mkdir(dirname(file), { recursive: true });
  // Whole or not at all: a reader never sees half a file.
  await writeFile(`${file}.tmp`, JSON.stringify(config, null, indent) + '\n');
  await rename(`${file}.tmp`, file);
}
