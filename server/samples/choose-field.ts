/** Which field of a dataset holds the model's text: candidates from the first rows, with reasons. */

import type { FieldCandidateView } from '../../protocol/views.ts';
import { extractSamples } from './extract-samples.ts';
import { type FieldMapping, parseField, printField } from './field.ts';
import { isObject } from './read-value.ts';
import { promptKeys } from './single-text.ts';

/** Conventional places, the most telling first: a row that has `messages` may also have `text`. */
const conventions = [
  'messages[].content',
  'conversations[].value',
  'conversation[].content',
  'conversations[].content',
  'completion[].content',
  'chosen',
  'output',
  'completion',
  'response',
  'answer',
];

export interface DetectedField {
  /** Null if no row has a text anywhere. */
  readonly mapping: FieldMapping | null;
  readonly candidates: readonly FieldCandidateView[];
}

/** `rows`: the first readable rows; two hundred are plenty. */
export function detectField(rows: readonly unknown[]): DetectedField {
  const ranked = [...new Set([...conventions, ...plainTextFields(rows)])]
    .map((field, index) => rank(rows, parseField(field), index))
    .filter((candidate) => candidate.fitting > 0)
    .sort((a, b) => b.score - a.score);
  return {
    mapping: ranked[0]?.mapping ?? null,
    candidates: ranked.map(({ mapping, reason }) => ({
      field: printField(mapping),
      shape: mapping.shape,
      reason,
    })),
  };
}

const promptWorth = 0.01;

interface Ranked {
  mapping: FieldMapping;
  fitting: number;
  score: number;
  reason: string;
}

function rank(rows: readonly unknown[], mapping: FieldMapping, index: number): Ranked {
  let fitting = 0;
  let chars = 0;
  for (const row of rows) {
    const found = extractSamples(row, mapping);
    if (found.kind === 'problem') continue;
    fitting++;
    for (const sample of found.samples) chars += Math.min(sample.text.length, 2000);
  }
  const share = rows.length === 0 ? 0 : fitting / rows.length;
  const isConvention = index < conventions.length;
  const typical = fitting === 0 ? 0 : Math.round(chars / fitting);
  // A convention met in most rows beats any long plain text, such as a document given as context.
  // What was asked is no answer, however long it is; and where there is nothing else, it may be meant.
  const isPrompt = promptKeys.includes(printField(mapping).replace(/^.*\./, ''));
  const plain = Math.min(1, typical / 400) * (isPrompt ? promptWorth : 1);
  const score = share * (isConvention ? 10 - index * 0.1 : plain);
  const kind = isConvention ? `${mapping.shape} shape` : 'a text field';
  const reason = `${kind}, in ${fitting} of ${rows.length} rows read, about ${typical} characters each`;
  return { mapping, fitting, score, reason };
}

/** Far more than any dataset has; hostile rows could have thousands, each with other names. */
const mostPlainFields = 50;
const longestName = 100;

/** Names of top-level and one-level-nested text fields, the ones met most often. */
function plainTextFields(rows: readonly unknown[]): string[] {
  const rowsWith = new Map<string, number>();
  const isPlain = (key: string): boolean =>
    key !== '' && key.length <= longestName && !/[.[\]]/.test(key);
  const note = (field: string, value: unknown): void => {
    if (typeof value === 'string') rowsWith.set(field, (rowsWith.get(field) ?? 0) + 1);
  };
  for (const row of rows) {
    if (!isObject(row)) continue;
    for (const [key, value] of Object.entries(row).slice(0, 100)) {
      if (!isPlain(key)) continue;
      note(key, value);
      if (!isObject(value)) continue;
      for (const [inner, text] of Object.entries(value).slice(0, 100)) {
        if (isPlain(inner)) note(`${key}.${inner}`, text);
      }
    }
  }
  return [...rowsWith]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([field]) => field)
    .slice(0, mostPlainFields);
}
