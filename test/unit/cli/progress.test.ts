import { expect, test } from 'vitest';
import { createProgress } from '../../../server/cli/progress.ts';

/** What is written to standard error when these [milliseconds, bytes, rows] have passed. */
function progressOf(
  output: { isTTY: boolean; columns: number },
  updates: [milliseconds: number, bytes: number, rows: number][],
  bytesTotal: number | null = 40_000_000,
): string[] {
  const written: string[] = [];
  let time = 1000;
  const write = (text: string): boolean => written.push(text) > 0;
  const progress = createProgress('da\u001bta.jsonl', { ...output, write }, () => time);
  for (const [milliseconds, bytes, rows] of updates) {
    time = 1000 + milliseconds;
    progress.update(bytes, bytesTotal, rows);
  }
  progress.done();
  return written;
}

const terminal = { isTTY: true, columns: 80 };
const pipe = { isTTY: false, columns: 0 };

test('a terminal gets one line that is written over, and cleared in the end', () => {
  expect(
    progressOf(terminal, [
      [50, 1_000_000, 100],
      [500, 10_000_000, 1500],
    ]),
  ).toEqual([
    '\r\u001b[Kda\\u{1b}ta.jsonl · 25 % · 1,500 rows · 20.0 MB/s · 2 s left',
    '\r\u001b[K',
  ]);
});

test('a narrow terminal gets no second line', () => {
  const [line] = progressOf({ isTTY: true, columns: 20 }, [[500, 10_000_000, 1500]]);
  expect(line).toBe('\r\u001b[Kda\\u{1b}ta.jsonl · ');
});

test('anything else gets a line of its own every few seconds', () => {
  expect(
    progressOf(pipe, [
      [500, 1, 1],
      [4999, 2, 2],
      [5000, 20_000_000, 7],
      [9000, 30_000_000, 8],
    ]),
  ).toEqual(['da\\u{1b}ta.jsonl · 50 % · 7 rows · 4.0 MB/s · 5 s left\n']);
});

test('nothing is promised of a stream, or of a file that grows', () => {
  const expected = ['da\\u{1b}ta.jsonl · 1 row · 10.0 MB/s\n'];
  expect(progressOf(pipe, [[5000, 50_000_000, 1]], null)).toEqual(expected);
  expect(progressOf(pipe, [[5000, 50_000_000, 1]])).toEqual(expected);
});
