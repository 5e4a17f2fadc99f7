/** Columns that say what part of a dataset a row belongs to: its source, its split. */

import { property } from './read-value.ts';

export interface PartKey {
  readonly column: string;
  readonly value: string;
}

/** Where datasets keep it, the most telling first. */
const conventions = [
  'source',
  'dataset',
  'subset',
  'origin',
  'split',
  'category',
  'task',
  'domain',
];
const mostColumns = 2;
const longestValue = 60;
const none: readonly PartKey[] = [];

/** `columns` null: the first conventional ones that the row has. A row may belong to no part. */
export function partsOf(row: unknown, columns: readonly string[] | null): readonly PartKey[] {
  let found = none;
  for (const column of columns ?? conventions) {
    const value = valueOf(property(row, column));
    if (value === null) continue;
    found = [...found, { column, value }];
    if (columns === null && found.length === mostColumns) break;
  }
  return found;
}

/** A name, not a text. */
function valueOf(value: unknown): string | null {
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string' || value.length > longestValue) return null;
  const name = value.trim();
  return name === '' ? null : name;
}
