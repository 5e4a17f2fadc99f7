/**
 * `teacherprint.json`: what a team says about its datasets, shared by editor and terminal. The file
 * nearest above a dataset counts.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import * as v from 'valibot';
import { configFileName } from '../../protocol/commands.ts';
import { parseField } from '../samples/field.ts';
import { matchesGlob } from './glob.ts';

const text = v.string('must be a text');
export const textId = v.pipe(text, v.regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits'));
function strict({ expected, received }: { expected: string | null; received: string }): string {
  if (expected === 'never') return 'there is no such setting';
  return received === 'undefined' ? 'is missing' : 'must be an object';
}

/** `teacherprint.schema.json` says the same to editors; a test compares the two. */
export const configSchema = v.strictObject(
  {
    $schema: v.optional(text),
    /** Glob of files, relative to this file's folder → path of the text in a row. */
    fields: v.optional(
      v.record(
        text,
        v.pipe(
          text,
          v.minLength(1, 'must not be empty'),
          v.check(isField, 'must be a field such as output or messages[].content'),
        ),
        'must be an object of files and fields',
      ),
      {},
    ),
    suppressions: v.optional(
      v.array(
        v.strictObject(
          {
            file: text,
            /** Without it, the rule is silenced in all of the file. */
            sample: v.optional(textId),
            /** Code of a finding; `*` is all of them. */
            rule: text,
            reason: v.optional(text),
          },
          strict,
        ),
        'must be a list',
      ),
      [],
    ),
    /** Local profiles by which files are judged, the first that covers a file. */
    references: v.optional(
      v.array(
        v.strictObject(
          {
            file: text,
            /** Path, relative to this file's folder. */
            profile: v.pipe(text, v.minLength(1, 'must not be empty')),
          },
          strict,
        ),
        'must be a list',
      ),
      [],
    ),
    /** Path of the baseline, relative to this file's folder. */
    baseline: v.optional(v.pipe(text, v.minLength(1, 'must not be empty'))),
  },
  strict,
);

function isField(field: string): boolean {
  try {
    parseField(field);
    return true;
  } catch {
    return false;
  }
}

/** The rule of a suppression that silences everything. */
export const everyRule = '*';

/** No text has this identity. */
const anySample = '';

export type Suppression = v.InferOutput<typeof configSchema>['suppressions'][number];

/** The configuration of one dataset. */
export interface DatasetConfig {
  /** Where the file lies or would be written. */
  readonly configFile: string;
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
  isSuppressed(sample: { readonly textId: string | null }, code: string): boolean;
  /** Path of the baseline that the file names; null if it names none. */
  readonly baseline: string | null;
  /** Path of the local profile that judges the dataset; null: none is named for it. */
  readonly references: string | null;
  /** Changes whenever the file does. */
  readonly identity: string;
  /** Sentences about what in the file is not usable; then none of it is used. */
  readonly problems: readonly string[];
}

export async function readDatasetConfig(dataset: string): Promise<DatasetConfig> {
  const found = await findConfigFile(dirname(dataset));
  if (found === null) {
    const configFile = join(dirname(dataset), configFileName);
    const isSuppressed = (): boolean => false;
    const nothing = { field: null, baseline: null, references: null, identity: '', problems: [] };
    return { configFile, isSuppressed, ...nothing };
  }
  const { config, problems } = parseConfig(found.file, found.text);
  const path = relative(dirname(found.file), dataset).split(sep).join('/');
  const fieldGlob = Object.keys(config.fields).find((glob) => matchesGlob(path, glob));
  const fitted = config.references.find(({ file }) => matchesGlob(path, file));
  const own = config.suppressions.filter(({ file }) => matchesGlob(path, file));
  const keys = new Set(own.map(({ sample, rule }) => `${sample ?? anySample}/${rule}`));
  return {
    configFile: found.file,
    field: fieldGlob === undefined ? null : config.fields[fieldGlob]!,
    isSuppressed: ({ textId }, code) =>
      [textId ?? anySample, anySample].some((sample) =>
        [code, everyRule].some((rule) => keys.has(`${sample}/${rule}`)),
      ),
    baseline: config.baseline === undefined ? null : resolve(dirname(found.file), config.baseline),
    references: fitted === undefined ? null : resolve(dirname(found.file), fitted.profile),
    identity: createHash('sha256').update(found.text).digest('hex'),
    problems,
  };
}

async function findConfigFile(folder: string): Promise<{ file: string; text: string } | null> {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, configFileName);
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return { file, text };
    if (dirname(at) === at) return null;
  }
}

type Config = Omit<v.InferOutput<typeof configSchema>, '$schema'>;

const emptyConfig: Config = { fields: {}, suppressions: [], references: [] };

function parseConfig(file: string, text: string): { config: Config; problems: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { config: emptyConfig, problems: [`${file}: not JSON, so none of it is used`] };
  }
  // To the schema a list is an object without settings.
  const result = v.safeParse(configSchema, Array.isArray(value) ? null : value);
  if (result.success) return { config: result.output, problems: [] };
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? 'the file';
    return `${file}: ${path}: ${issue.message}; none of the file is used`;
  });
  return { config: emptyConfig, problems };
}
