/**
 * `teacherprint.json`: what a team says about its datasets, shared by editor and terminal. The file
 * nearest above a dataset counts. The only importer of `valibot` and `picomatch`.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import * as v from 'valibot';
import { configFileName } from '../../protocol/commands.ts';

/** `teacherprint.schema.json` says the same to editors; a test compares the two. */
export const configSchema = v.strictObject({
  $schema: v.optional(v.string()),
  /** Glob of files, relative to this file's folder → path of the text in a row. */
  fields: v.optional(
    v.record(v.string(), v.pipe(v.string(), v.minLength(1, 'must not be empty'))),
    {},
  ),
  suppressions: v.optional(
    v.array(
      v.strictObject({
        file: v.string(),
        sample: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')),
        rule: v.string(),
        reason: v.optional(v.string()),
      }),
    ),
    [],
  ),
});

export type Suppression = v.InferOutput<typeof configSchema>['suppressions'][number];

/** The configuration of one dataset. */
export interface DatasetConfig {
  /** Where the file lies or would be written. */
  readonly configFile: string;
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
  isSuppressed(sample: { readonly textId: string | null }, code: string): boolean;
  /** Changes whenever the file does. */
  readonly identity: string;
  /** Sentences about what in the file is not usable; then none of it is used. */
  readonly problems: readonly string[];
}

export async function readDatasetConfig(dataset: string): Promise<DatasetConfig> {
  const found = await findConfigFile(dirname(dataset));
  if (found === null) {
    const configFile = join(dirname(dataset), configFileName);
    return { configFile, field: null, isSuppressed: () => false, identity: '', problems: [] };
  }
  const { config, problems } = parseConfig(found.file, found.text);
  const path = relative(dirname(found.file), dataset).split(sep).join('/');
  const fieldGlob = Object.keys(config.fields).find((glob) => covers(glob, path));
  const own = config.suppressions.filter((suppression) => covers(suppression.file, path));
  const keys = new Set(own.map(({ sample, rule }) => `${sample}/${rule}`));
  return {
    configFile: found.file,
    field: fieldGlob === undefined ? null : config.fields[fieldGlob]!,
    isSuppressed: ({ textId }, code) => textId !== null && keys.has(`${textId}/${code}`),
    identity: createHash('sha256').update(found.text).digest('hex'),
    problems,
  };
}

function covers(glob: string, path: string): boolean {
  // A bare name means the file wherever it lies, as in ignore files.
  return picomatch.isMatch(path, glob, { basename: !glob.includes('/'), dot: true });
}

async function findConfigFile(folder: string): Promise<{ file: string; text: string } | null> {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, configFileName);
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return { file, text };
    if (dirname(at) === at) return null;
  }
}

const emptyConfig = { fields: {}, suppressions: [] };

function parseConfig(
  file: string,
  text: string,
): {
  config: Pick<v.InferOutput<typeof configSchema>, 'fields' | 'suppressions'>;
  problems: string[];
} {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { config: emptyConfig, problems: [`${file}: not JSON, so none of it is used`] };
  }
  const result = v.safeParse(configSchema, value);
  if (result.success) return { config: result.output, problems: [] };
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? 'the file';
    return `${file}: ${path}: ${issue.message}; none of the file is used`;
  });
  return { config: emptyConfig, problems };
}
