/** What a row says about its text: who wrote it, where it is from, and what it answers. */

import { propertyAt } from '../samples/read-value.ts';

export const labelNames = ['model', 'family', 'source', 'prompt'] as const;
export type LabelName = (typeof labelNames)[number];

/** Where each label stands in a row, such as `model` or `meta.model`; null: at its usual place. */
export type LabelFields = Readonly<Record<LabelName, string | null>>;

/** Null where the row does not say. */
export type RowLabels = Readonly<Record<LabelName, string | null>>;

const usualFields: Readonly<Record<LabelName, string>> = {
  model: 'model',
  family: 'family',
  source: 'source',
  prompt: 'prompt_id',
};

export function labelField(fields: LabelFields, name: LabelName): string {
  return fields[name] ?? usualFields[name];
}

/** In characters. What is longer is a text; a prompt may be one. */
const longestName = 100;

export function labelsOf(row: unknown, fields: LabelFields): RowLabels {
  const read = (name: LabelName): string | null =>
    readLabel(propertyAt(row, labelField(fields, name).split('.')));
  return {
    model: asName(read('model')),
    family: asName(read('family'))?.toLowerCase() ?? null,
    source: asName(read('source')),
    prompt: read('prompt'),
  };
}

/** Numbers are labels too: prompts are often counted. */
function readLabel(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function asName(label: string | null): string | null {
  return label !== null && label.length <= longestName ? label : null;
}

/** Null if nobody is named. */
export function unlabelled(labels: RowLabels, fields: LabelFields): string | null {
  if (labels.model !== null || labels.family !== null) return null;
  const [model, family] = [labelField(fields, 'model'), labelField(fields, 'family')];
  return `no name of up to ${longestName} characters in "${model}" or "${family}"`;
}
