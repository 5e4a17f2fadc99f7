/** Where the rows of a log hold something: the choices for whoever corrects its mapping. */

import type { RowPathView } from '../../protocol/log-audit.ts';
import { readRows } from '../dataset/jsonl.ts';
import type { RowBatch } from '../dataset/lines.ts';
import { isObject } from '../samples/read-value.ts';

/** As many as the mapping is detected from. */
const mostRows = 200;
/** Deeper than any known shape; a row may be as deep as it likes. */
const deepest = 4;
/** A hostile row may have a new key in every object. */
const mostPaths = 300;
const longestPath = 120;

export interface RowPaths {
  readonly paths: RowPathView[];
  readonly rowsLookedAt: number;
}

export async function readRowPaths(batches: AsyncIterable<RowBatch>): Promise<RowPaths> {
  const found = new Map<string, RowPathView>();
  let rowsLookedAt = 0;
  for await (const batch of batches) {
    if (batch.kind === 'unread') continue;
    for (const row of readRows(batch)) {
      if (row.kind !== 'row') continue;
      collect(row.value, '', 1, found);
      if (++rowsLookedAt === mostRows) break;
    }
    if (rowsLookedAt > 0) break;
  }
  const paths = [...found.values()].sort((a, b) => b.rows - a.rows || (a.path < b.path ? -1 : 1));
  return { paths, rowsLookedAt };
}

function collect(
  value: unknown,
  parent: string,
  depth: number,
  found: Map<string, RowPathView>,
): void {
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const path = parent + key;
    const kind = kindOf(inner);
    if (kind === null || path.length > longestPath) continue;
    const known = found.get(`${kind} ${path}`);
    if (known !== undefined) known.rows++;
    else if (found.size < mostPaths) found.set(`${kind} ${path}`, { path, kind, rows: 1 });
    if (depth < deepest) collect(inner, `${path}.`, depth + 1, found);
  }
}

function kindOf(value: unknown): RowPathView['kind'] | null {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'object' : null;
}
