/** A file that is summed up in parts gives what one pass over it gives. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flags, skipReasons } from '../../../protocol/views.ts';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import { decodeProfile } from '../../../server/engine/profile.ts';
import { sketchLength } from '../../../server/engine/sketch.ts';
import { traits } from '../../../server/engine/texture.ts';
import { defaultProfileFile } from '../../../server/locations.ts';
import { DuplicateFinder } from '../../../server/scan/duplicates.ts';
import { PartCounter } from '../../../server/scan/parts.ts';
import { PosteriorSample } from '../../../server/scan/posterior-sample.ts';
import { type SampleRecord, unreadRow } from '../../../server/scan/record.ts';
import { AuditSummary, type SummaryState } from '../../../server/scan/summary.ts';
import { WorstSamples } from '../../../server/scan/worst-samples.ts';

const profile = decodeProfile(readFileSync(defaultProfileFile));
const families = profile.families.length;

const posterior = fc
  .array(fc.integer({ min: 1, max: 1000 }), { minLength: families, maxLength: families })
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return toBasisPoints(weights.map((weight) => weight / total));
  });

const judged: fc.Arbitrary<Partial<SampleRecord>> = fc.record({
  chars: fc.integer({ min: 1, max: 9999 }),
  verdict: fc.constantFrom('match', 'unknown'),
  family: fc.constantFrom(...profile.families),
  probability: fc.integer({ min: 0, max: 10_000 }).map((points) => points / 10_000),
  pValue: fc.integer({ min: 1, max: 20 }).map((n) => n / 20),
  posterior,
  texture: fc.array(fc.nat(50_000), { minLength: traits.length, maxLength: traits.length }),
  flags: fc.subarray([...flags]),
  skipped: fc.constant(null),
  problem: fc.constant(null),
  cluster: fc.integer(),
  claims: fc.subarray(['claude', 'gpt']),
  parts: fc.constantFrom(
    [],
    [{ column: 'source', value: 'a' }],
    [{ column: 'source', value: 'b' }],
  ),
});
const skipped: fc.Arbitrary<Partial<SampleRecord>> = fc.record({
  skipped: fc.constantFrom(...skipReasons),
});

/** How many rows after the one before, and what is found there. */
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.oneof(judged, skipped)), {
  minLength: 1,
  maxLength: 60,
});

/** Some texts are nearly equal: only their last bands differ. */
function textOf(number: number): Pick<SampleRecord, 'textId' | 'sketch'> {
  const textId = createHash('sha256').update(String(number)).digest('hex').slice(0, 16);
  const sketch = Uint32Array.from({ length: sketchLength }, (_, band) =>
    band < 14 ? Math.imul((number >> 1) + 1, 0x9e3779b1 + band) : number,
  );
  return { textId, sketch };
}

function recordsOf(found: readonly [step: number, found: Partial<SampleRecord>][]): SampleRecord[] {
  let row = 1;
  return found.map(([step, fields], turn) => {
    row += step;
    const text = fields.chars === undefined ? {} : textOf(fields.chars % 30);
    return { ...unreadRow({ row, line: row }, 'blank', ''), turn, ...fields, ...text };
  });
}

function summaryOf(records: readonly SampleRecord[]): AuditSummary {
  const isSuppressed = ({ textId }: Pick<SampleRecord, 'textId'>): boolean =>
    textId === textOf(7).textId;
  const summary = new AuditSummary({ profile, seed: 1, isSuppressed, known: null });
  if (records.length === 0) return summary;
  const rowsDone = records.at(-1)!.row;
  const batch = { kind: 'unread', firstRow: 1, rows: rowsDone, line: 1 } as const;
  summary.add({
    choice: { field: 'text', shape: 'plain-text', candidates: [] },
    batch: { ...batch, reason: 'blank', message: '' },
    records,
    rowsDone,
    bytesDone: records.length,
  });
  return summary;
}

/** With the order of its keys, which reports show. */
function viewOf(summary: AuditSummary): string {
  const view = { id: '', kind: 'general' as const, sha256: '', families: [], summary: '' };
  return JSON.stringify(
    summary.toView({
      uri: '',
      path: '',
      profile: view,
      bytesTotal: 0,
      state: 'complete',
      isRunning: false,
    }),
  );
}

function throughFile<State>(state: State): State {
  return JSON.parse(JSON.stringify(state)) as State;
}

test('of any records, cut anywhere', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(60), { maxLength: 4 }), (found, cuts) => {
      const records = recordsOf(found);
      const borders = [0, ...cuts.sort((a, b) => a - b), records.length];
      const merged = summaryOf([]);
      for (let i = 1; i < borders.length; i++) {
        const part: SummaryState = summaryOf(records.slice(borders[i - 1], borders[i])).state();
        merged.merge(throughFile(part));
      }
      expect(viewOf(merged)).toBe(viewOf(summaryOf(records)));
      expect([...merged.qValues()].sort()).toEqual([...summaryOf(records).qValues()].sort());
    }),
    { numRuns: 20 },
  );
});

test('also of more texts than can be remembered', () => {
  const numbers = fc.array(fc.nat(100), { maxLength: 300 });
  fc.assert(
    fc.property(numbers, numbers, fc.integer({ min: 1, max: 20 }), (first, second, most) => {
      const findAll = (all: readonly number[], firstRow: number): DuplicateFinder => {
        const finder = new DuplicateFinder(most);
        all.forEach((number, i) => {
          const row = firstRow + i;
          const record = unreadRow({ row, line: row }, 'blank', '');
          finder.add({ ...record, chars: 100, ...textOf(number) });
        });
        return finder;
      };
      const merged = findAll(first, 1);
      merged.merge(throughFile(findAll(second, 1 + first.length).state()));
      const once = findAll([...first, ...second], 1);
      expect(merged.view(() => false)).toEqual(once.view(() => false));
    }),
  );
});

test('also of more posteriors than are kept', () => {
  const sampleOf = (from: number, to: number): PosteriorSample => {
    const sample = new PosteriorSample();
    for (let i = from; i < to; i++) {
      sample.add({ ...textOf(i % 9000), posterior: [i % 9000], cluster: i });
    }
    return sample;
  };
  const merged = sampleOf(0, 2000);
  for (const [from, to] of [
    [2000, 9000],
    [9000, 9001],
    [9001, 15_000],
  ] as const) {
    merged.merge(throughFile(sampleOf(from, to).state()));
  }
  expect(merged.texts()).toEqual(sampleOf(0, 15_000).texts());
  expect(merged.texts().length).toBeLessThan(9000);
});

test('also of columns with more values than are parts', () => {
  const partsOf = (from: number, to: number): PartCounter => {
    const counter = new PartCounter(profile);
    for (let i = from; i < to; i++) {
      const parts = [
        { column: 'id', value: String(i) },
        { column: 'split', value: String(i % 3) },
      ];
      counter.add({ ...unreadRow({ row: i, line: i }, 'blank', ''), parts });
    }
    return counter;
  };
  const merged = partsOf(0, 700);
  merged.merge(throughFile(partsOf(700, 1400).state()));
  merged.merge(throughFile(partsOf(1400, 1500).state()));
  expect(merged.views(1)).toEqual(partsOf(0, 1500).views(1));
  expect(merged.views(1).map(({ column }) => column)).toEqual(['split']);
});

test('also of more samples than there is room for among the worst', () => {
  const record = (row: number): SampleRecord => ({
    ...unreadRow({ row, line: row }, 'broken-json', ''),
    probability: (row * 7919) % 13,
  });
  const worstOf = (from: number, to: number): WorstSamples => {
    const worst = new WorstSamples();
    for (let row = from; row < to; row++) worst.add(record(row));
    return worst;
  };
  const merged = worstOf(1, 1);
  for (let from = 1; from < 5000; from += 700) {
    merged.merge(throughFile(worstOf(from, Math.min(5000, from + 700)).state()));
  }
  expect(merged.list()).toEqual(worstOf(1, 5000).list());
  expect(merged.list()).toHaveLength(500);
});
