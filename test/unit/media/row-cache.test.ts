/** The page asks once for what it sees, keeps a bounded part of it, and asks again for what is outdated. */

import { expect, test } from 'vitest';
import { RowCache, rowsPerBlock } from '../../../media/viewer/row-cache.ts';
import type { RowView } from '../../../protocol/viewer.ts';

interface Asked {
  readonly id: number;
  readonly from: number;
}

function newCache(): { cache: RowCache; asked: Asked[]; answerAll: (rows?: number) => void } {
  const asked: Asked[] = [];
  const cache = new RowCache((id, from) => asked.push({ id, from }));
  const answerAll = (rows = rowsPerBlock): void => {
    for (const { id, from } of asked.splice(0)) {
      cache.receive(
        id,
        Array.from({ length: rows }, (_, index) => rowView(from + index + 1)),
      );
    }
  };
  return { cache, asked, answerAll };
}

function rowView(row: number): RowView {
  const place = { row, line: row, bytes: 2, turn: null, role: null, samples: 1 };
  return { ...place, preview: '', problem: null, mark: null };
}

const starts = (asked: readonly Asked[]): number[] => asked.map(({ from }) => from);

test('asks for blocks that are seen, and for each of them once', () => {
  const { cache, asked, answerAll } = newCache();
  cache.want(40, 60);
  cache.want(40, 60);
  expect(starts(asked)).toEqual([0, 50]);
  answerAll();
  cache.want(0, 99);
  expect(asked).toEqual([]);
  expect([cache.get(60)?.row, cache.get(100)]).toEqual([61, null]);
});

test('keeps what was seen last', () => {
  const { cache, asked, answerAll } = newCache();
  for (let block = 0; block < 200; block++) {
    cache.want(block * rowsPerBlock, block * rowsPerBlock);
    answerAll();
  }
  expect([cache.get(0), cache.get(199 * rowsPerBlock)?.row]).toEqual([null, 9951]);
  cache.want(0, 0);
  expect(starts(asked)).toEqual([0]);
});

test('shows what is outdated until it has something newer', () => {
  const { cache, asked, answerAll } = newCache();
  cache.want(0, 0);
  answerAll(3);
  cache.expire('unfilled');
  cache.want(0, 0);
  expect(cache.get(2)?.row).toBe(3);
  answerAll();
  cache.expire('unfilled');
  cache.want(0, 0);
  expect(asked).toEqual([]);
  cache.expire('all');
  cache.want(0, 0);
  expect(starts(asked)).toEqual([0]);
});

test('an answer to what was asked of another list is none', () => {
  const { cache, asked } = newCache();
  cache.want(0, 0);
  cache.clear();
  expect(cache.receive(asked[0]!.id, [rowView(1)])).toBe(false);
  expect(cache.get(0)).toBeNull();
});

test('what failed is asked for again', () => {
  const { cache, asked } = newCache();
  cache.want(0, 0);
  expect([cache.fail(asked[0]!.id), cache.fail(99)]).toEqual([true, false]);
  cache.want(0, 0);
  expect(asked).toHaveLength(2);
});
