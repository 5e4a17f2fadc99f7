/** A table that never grows beyond its size, whatever the size of the log. */

import { expect, test } from 'vitest';
import {
  requestColumns,
  type RequestEntry,
  RequestTableBuilder,
} from '../../../server/campaign/request-table.ts';

const entry = (row: number): RequestEntry => {
  const zeros = Object.fromEntries(Object.keys(requestColumns).map((name) => [name, 0]));
  return { ...(zeros as RequestEntry), row };
};

test.each([
  [8, 5, 1, [0, 1, 2, 3, 4]],
  [8, 8, 1, [0, 1, 2, 3, 4, 5, 6, 7]],
  [8, 9, 2, [0, 2, 4, 6, 8]],
  [8, 16, 2, [0, 2, 4, 6, 8, 10, 12, 14]],
  [8, 40, 8, [0, 8, 16, 24, 32]],
])('room for %i, %i requests: one in %i is remembered', (most, requests, thinning, rows) => {
  const builder = new RequestTableBuilder(most);
  for (let row = 0; row < requests; row++) builder.add(entry(row));
  expect(builder.thinning).toBe(thinning);
  expect([...builder.table().row]).toEqual(rows);
});
