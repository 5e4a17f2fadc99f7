import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSteps } from '../../../server/cli/steps.ts';

let written: string;
let time: number;
const outputOf = (isTTY: boolean) => ({
  isTTY,
  columns: 20,
  write: (text: string) => {
    written += text;
    return true;
  },
});

beforeEach(() => {
  written = '';
  time = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('a line per step where there is no terminal', () => {
  const steps = createSteps(outputOf(false), () => time);
  steps.begin('learning');
  time = 61_000;
  steps.begin('measuring');
  steps.done();
  expect(written).toBe('0:00  learning\n1:01  measuring\n');
});

test('a clock that goes on, on a terminal, until all is done', () => {
  const steps = createSteps(outputOf(true), () => time);
  steps.begin('learning from many texts');
  time = 5_000;
  vi.advanceTimersByTime(1_000);
  steps.done();
  const shown = written;
  vi.advanceTimersByTime(10_000);
  expect(written).toBe(shown);
  expect(written.split('\r\u001b[K')).toEqual([
    '',
    '0:00  learning from',
    '0:05  learning from',
    '',
  ]);
});
