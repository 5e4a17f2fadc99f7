/** Rates and tables as plain text, for a terminal. */

import type { Rate } from './rate.ts';

/** A share with its interval, such as `61 % (58–64)`. */
export function interval({ count: counted, of, low, high }: Rate): string {
  if (of === 0) return '—';
  return `${percent(counted / of)} (${Math.round(low * 100)}–${Math.round(high * 100)})`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function fieldLine(files: readonly { readonly field: string | null }[]): string {
  const fields = [...new Set(files.map(({ field }) => field ?? 'nothing'))];
  return `I read ${fields.join(', ')}; another field: --field PATH`;
}

/** `names`: which columns are of names, and begin at the left; the others end at the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  names: readonly number[],
): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) =>
    row
      .map((cell, column) =>
        names.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
