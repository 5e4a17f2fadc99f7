/** Lists of samples are what filtering and sorting all of them would give, however they grow. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyRow, type RowFilter, rowOrders } from '../../../protocol/viewer.ts';
import { flags } from '../../../protocol/views.ts';
import type { SampleRecord } from '../../../server/scan/record.ts';
import { NumberList } from '../../../server/viewer/number-list.ts';
import { SampleList } from '../../../server/viewer/row-list.ts';
import { TextSearch } from '../../../server/viewer/text-search.ts';
import { VerdictTable } from '../../../server/viewer/verdict-table.ts';
import { viewerRecord } from '../../support/viewer-records.ts';

const families = ['gpt', 'claude', 'human'];

const judged = fc.record({
  verdict: fc.constantFrom('match' as const, 'unknown' as const),
  family: fc.constantFrom(...families),
  probability: fc.integer({ min: 0, max: 10_000 }).map((points) => points / 10_000),
  flags: fc.subarray([...flags]),
  turn: fc.option(fc.nat(9)),
  skipped: fc.constant(null),
});
const skipped = fc.constantFrom<Partial<SampleRecord>>(
  { verdict: 'too-short', skipped: 'too-short' },
  { skipped: 'broken-json' },
  { skipped: 'language' },
);
/** One or two samples of each row. */
const records = fc
  .array(fc.array(fc.oneof(judged, judged, skipped), { minLength: 1, maxLength: 2 }), {
    maxLength: 60,
  })
  .map((rows) => rows.flatMap((found, row) => found.map((it) => viewerRecord(row + 1, it))));

const filter: fc.Arbitrary<RowFilter> = fc.record({
  verdict: fc.constantFrom('', 'match', 'unknown', 'too-short', 'skipped'),
  family: fc.constantFrom('', ...families, 'unheard of'),
  flag: fc.constantFrom('', ...flags),
  text: fc.constant(''),
  order: fc.constantFrom(...rowOrders),
});

function passes(record: SampleRecord, { verdict, family, flag }: RowFilter): boolean {
  const kind = record.skipped === null ? record.verdict : 'skipped';
  const isVerdict =
    verdict === '' || verdict === kind || (verdict === 'too-short' && record.skipped === verdict);
  return (
    isVerdict &&
    (family === '' || record.family === family) &&
    (flag === '' || record.flags.includes(flag))
  );
}

/** The plain way. */
function listed(all: readonly SampleRecord[], wanted: RowFilter): SampleRecord[] {
  const strength = ({ verdict, skipped: why, probability }: SampleRecord): number => {
    if (why !== null) return why === 'too-short' ? 30_000 : 30_001;
    return (verdict === 'match' ? 0 : 15_000) - Math.round((probability ?? 0) * 10_000);
  };
  const familyOf = ({ family }: SampleRecord): number =>
    family === null ? 99 : families.indexOf(family);
  const first = {
    file: () => 0,
    verdict: () => 0,
    family: (a: SampleRecord, b: SampleRecord) => familyOf(a) - familyOf(b),
    flags: (a: SampleRecord, b: SampleRecord) => b.flags.length - a.flags.length,
  }[wanted.order];
  const then = (a: SampleRecord, b: SampleRecord): number =>
    wanted.order === 'file' ? 0 : strength(a) - strength(b);
  return all.filter((record) => passes(record, wanted)).sort((a, b) => first(a, b) || then(a, b));
}

test('any filter in any order, over a table that grows', async () => {
  await fc.assert(
    fc.asyncProperty(
      records,
      filter,
      fc.integer({ min: 1, max: 50 }),
      async (all, wanted, step) => {
        const table = new VerdictTable(families);
        let isComplete = false;
        const sources = { table, isComplete: () => isComplete, search: null };
        const list = new SampleList(wanted, sources);
        for (let at = 0; at < all.length; at += step) {
          table.add(all.slice(at, at + step));
          await list.update();
          expect(list.count().isFinal).toBe(false);
        }
        isComplete = true;
        await list.update();
        const expected = listed(all, wanted);
        expect(list.count()).toEqual({ count: expected.length, isFinal: true });
        const entries = list.entries(0, 1000);
        expect(entries.map(({ row }) => row)).toEqual(expected.map(({ row }) => row));
        for (const [index, { sample }] of entries.entries()) {
          const { verdict, family, probability, skipped: why, turn } = expected[index]!;
          const mark = { verdict, family, probability, skipped: why };
          expect(table.mark(sample!)).toEqual({ ...mark, flags: expect.any(Array) });
          expect(table.mark(sample!).flags).toHaveLength(expected[index]!.flags.length);
          expect(table.turn(sample!)).toBe(turn);
        }
        for (const { row } of expected) {
          const position = list.positionOf(row);
          expect(expected[position!]!.row).toBe(row);
        }
        expect(list.positionOf(1000)).toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

describe('the table', () => {
  test('has room for so many, and counts the others', () => {
    const table = new VerdictTable(families, 3);
    table.add([1, 2, 3, 4, 5].map((row) => viewerRecord(row)));
    expect([table.length, table.left]).toEqual([3, 2]);
  });

  test('shows for a row its surest sample', () => {
    const table = new VerdictTable(families);
    const found = (probability: number, verdict: 'match' | 'unknown'): SampleRecord =>
      viewerRecord(7, { probability, verdict, family: 'gpt' });
    table.add([
      viewerRecord(3),
      found(0.99, 'unknown'),
      found(0.95, 'match'),
      found(0.96, 'match'),
    ]);
    expect(table.strongestOf(7)).toBe(3);
    expect(table.strongestOf(3)).toBe(0);
    expect(table.strongestOf(5)).toBeNull();
  });
});

test('rows that were not searched yet do not count as those that lack the text', async () => {
  const table = new VerdictTable(families);
  table.add([1, 2, 3].map((row) => viewerRecord(row, { verdict: 'match', family: 'gpt' })));
  const search = new TextSearch('anything');
  const wanted = { ...everyRow, verdict: 'match' as const };
  const list = new SampleList(wanted, { table, isComplete: () => true, search });
  await list.update();
  expect(list.count()).toEqual({ count: 0, isFinal: false });
});

test('numbers in order', () => {
  const list = new NumberList();
  for (let value = 0; value < 5000; value += 2) list.push(value);
  expect(list.length).toBe(2500);
  expect([list.has(1998), list.has(1999), list.rankOf(1999)]).toEqual([true, false, 1000]);
  expect(list.at(1024)).toBe(2048);
});
