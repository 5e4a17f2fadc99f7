/**
 * A baseline: findings that a team knows of, in a file of their repository. One text per line, all in a
 * fixed order, so that git merges what two people added.
 */

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import { textId } from './config-file.ts';
import { type FindingSet, countFindings } from './finding-set.ts';
import { writeWholeFile } from './whole-file.ts';

/** `teacherprint-baseline.schema.json` says the same to editors; a test compares the two. */
export const baselineSchema = v.strictObject({
  $schema: v.optional(v.string()),
  schema: v.literal(1),
  /** Path of a dataset, relative to this file's folder → what is known of it. */
  files: v.record(
    v.string(),
    v.strictObject({
      texts: v.optional(v.record(v.string(), v.array(textId)), {}),
      rows: v.optional(v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))), {}),
    }),
  ),
});

/** Path of a dataset → its findings. */
export type Baseline = Map<string, FindingSet>;

/** Throws a `UserError` if it is not there, or is no baseline: known findings would be reported as new. */
export async function readBaseline(file: string): Promise<Baseline> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: the baseline cannot be read: ${reasonOf(error)}`);
  }
  return parseBaseline(file, text);
}

function parseBaseline(file: string, text: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new UserError(`${file}: the baseline is not JSON; was it merged by halves?`);
  }
  const result = v.safeParse(baselineSchema, Array.isArray(value) ? null : value);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue) ?? 'the file';
    throw new UserError(`${file}: this is no baseline: ${path} is not as it should be`);
  }
  const files = Object.entries(result.output.files);
  return new Map(
    files.map(([path, { texts, rows }]) => [
      path,
      {
        texts: new Map(Object.entries(texts).map(([rule, ids]) => [rule, new Set(ids)])),
        rows: new Map(Object.entries(rows)),
      },
    ]),
  );
}

export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  await writeWholeFile(file, renderBaseline(baseline));
}

/** The same findings are the same bytes. */
export function renderBaseline(baseline: Baseline): string {
  const known = [...baseline].filter(([, findings]) => countFindings(findings) > 0);
  const files = sorted(known, ({ texts, rows }) => ({
    texts: sorted(texts, (ids) => [...ids].sort()),
    rows: sorted(rows, (times) => times),
  }));
  return `${JSON.stringify({ schema: 1, files }, null, 2)}\n`;
}

/** An object whose keys are in the order of their characters. */
function sorted<Value, Shown>(
  entries: Iterable<readonly [string, Value]>,
  show: (value: Value) => Shown,
): Record<string, Shown> {
  const inOrder = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(inOrder.map(([key, value]) => [key, show(value)]));
}
