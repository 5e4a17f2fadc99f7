/** Whole scans through real workers: order, ledger, and rows that nobody can judge. */

import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openBytes } from '../../../server/scan/open-dataset.ts';
import { defaultLineOptions } from '../../../server/dataset/lines.ts';
import { defaultProfileFile, workerFile } from '../../../server/locations.ts';
import { explainInDataset } from '../../../server/scan/explain-in-dataset.ts';
import type { ExplanationView } from '../../../protocol/views.ts';
import { readProfile } from '../../../server/scan/load-profile.ts';
import { createWorkerPool } from '../../../server/scan/pool.ts';
import { scanDataset, type ScannedPart } from '../../../server/scan/scan-dataset.ts';
import { failingWord, killingWord } from '../../support/frail-worker-words.ts';
import { messagesRow, plainAnswer } from '../../support/texts.ts';

const profile = readProfile(fileURLToPath(defaultProfileFile));
const frailWorker = new URL('../../support/frail-worker.ts', import.meta.url);
const pool = createWorkerPool({ profile, workerFile: frailWorker, workers: 2 });
afterAll(() => pool.close());

const signal = new AbortController().signal;
const all = { field: null, by: null, maxRows: Infinity };
const good = messagesRow(plainAnswer);
const deadly = messagesRow(`${plainAnswer} ${killingWord}`);
const failing = messagesRow(`${plainAnswer} ${failingWord}`);

async function scan(text: string, options = all): Promise<ScannedPart[]> {
  const parts: ScannedPart[] = [];
  const dataset = openBytes('test', new TextEncoder().encode(text));
  for await (const part of scanDataset(dataset, pool, options, signal)) parts.push(part);
  return parts;
}

/** Runs of rows in the order in which they came, as `first-last: why they were skipped`. */
function ledger(parts: readonly ScannedPart[]): string[] {
  const runs: { first: number; last: number; what: string }[] = [];
  for (const { row, skipped } of parts.flatMap(({ records }) => records)) {
    const what = skipped ?? 'analysed';
    const run = runs.at(-1);
    if (run?.what === what && run.last === row - 1) run.last = row;
    else runs.push({ first: row, last: row, what });
  }
  return runs.map(({ first, last, what }) => `${first}-${last}: ${what}`);
}

const repeat = (row: string, times: number): string => `${row}\n`.repeat(times);

describe('a scan', () => {
  test('gives rows in the order of the file, oversize ones too', async () => {
    const oversize = 'x'.repeat(defaultLineOptions.maxRowBytes + 1);
    const broken = repeat(`{"a":"${'y'.repeat(1000)}`, 1000);
    const parts = await scan(`${oversize}\n${broken}${repeat(good, 3)}`);
    expect(ledger(parts)).toEqual([
      '1-1: row-too-large',
      '2-1001: broken-json',
      '1002-1004: analysed',
    ]);
    expect(parts.map(({ rowsDone }) => rowsDone)).toEqual(
      parts.map(({ rowsDone }) => rowsDone).sort((a, b) => a - b),
    );
    expect(parts[0]!.records[0]!.problem).toBe('the row has 65 MiB; rows up to 64 MiB are read');
  });

  test('looks for the field until a row has a text', async () => {
    const parts = await scan(repeat('{"n":1}', 1000) + repeat(good, 2));
    expect(ledger(parts)).toEqual(['1-1000: no-text', '1001-1002: analysed']);
    expect(parts.at(-1)!.choice.field).toBe('messages[].content');
  });

  test('reads no more rows than asked for', async () => {
    expect(ledger(await scan(repeat(good, 5), { ...all, maxRows: 3 }))).toEqual(['1-3: analysed']);
  });

  test('of nothing gives nothing', async () => {
    expect(await scan('')).toEqual([]);
  });
});

describe('a row that cannot be judged', () => {
  const cases: [what: string, row: string, problem: string][] = [
    ['kills its worker', deadly, 'analyzing this row ended its worker'],
    ['meets a bug', failing, 'analyzing this row failed'],
  ];
  test.each(cases)(
    'since it %s is said to be so, and all others are judged',
    async (_, row, problem) => {
      const parts = await scan([row, good, good, row, row, good, row].join('\n'));
      expect(ledger(parts)).toEqual([
        '1-1: worker-died',
        '2-3: analysed',
        '4-5: worker-died',
        '6-6: analysed',
        '7-7: worker-died',
      ]);
      expect(parts[0]!.records[0]!.problem).toBe(problem);
    },
  );

  test('is no explanation either, and the next one is', async () => {
    const dataset = openBytes('test', new TextEncoder().encode(`${deadly}\n${good}`));
    const explain = (row: number): Promise<ExplanationView> =>
      explainInDataset(dataset, { row, turn: null, field: null }, pool, signal);
    await expect(explain(1)).rejects.toThrow('test:1: analyzing this row ended its worker');
    expect((await explain(2)).text).toBe(plainAnswer);
  });
});

describe('a pool', () => {
  test('refuses everything if its profile is none', async () => {
    const broken = createWorkerPool({
      profile: readProfile(fileURLToPath(import.meta.url)),
      workerFile,
      workers: 2,
    });
    const message = 'not a Teacherprint profile';
    await expect(broken.ready).rejects.toThrow(message);
    await expect(broken.run({ kind: 'explain-text', text: plainAnswer })).rejects.toThrow(message);
    await broken.close();
  });

  test('drops the jobs of a cancelled request and keeps the others', async () => {
    const controller = new AbortController();
    const text = plainAnswer;
    const jobs = Array.from({ length: 20 }, (_, i) =>
      pool.run({ kind: 'explain-text', text }, i % 2 === 0 ? controller.signal : signal),
    );
    controller.abort(new Error('cancelled'));
    const settled = await Promise.allSettled(jobs);
    expect(settled.map(({ status }) => status)).toEqual(
      jobs.map((_, i) => (i % 2 === 0 ? 'rejected' : 'fulfilled')),
    );
  });
});
