/** A log that its owner knows to be ordinary → the window test, and how far its own windows are from each other. */

import type { LogFileView } from '../../protocol/campaign.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../dataset/user-error.ts';
import { fitWindowTest, leastHistory, type WindowTest } from './axes/window.ts';
import { PromptSample } from './prompt-sample.ts';
import { readLog, type LogReading } from './read-log.ts';
import { type BenignWindows, WindowWatch } from './window-watch.ts';

export interface BenignReading {
  readonly reading: LogReading;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Called with the rows that were read until now, in the first pass and in the second. */
  readonly onBlock: (rows: number) => void;
}

export async function readBenign(
  dataset: Pick<Dataset, 'name' | 'batches'>,
  { reading, seed, signal, onBlock }: BenignReading,
): Promise<{ readonly test: WindowTest; readonly benign: BenignWindows }> {
  const sample = new PromptSample();
  const file: LogFileView = {
    path: dataset.name,
    mapping: null,
    coverage: { rows: 0, analysed: 0, skipped: {} },
    problem: null,
  };
  for await (const { requests, coverage, mapping } of readLog(dataset, reading)) {
    signal.throwIfAborted();
    for (const { prompt } of requests) sample.add(prompt);
    file.coverage = coverage;
    file.mapping = mapping;
    onBlock(coverage.rows);
  }
  const test = fitWindowTest(sample.prompts, seed);
  if (test === null) {
    throw new UserError(
      `${dataset.name}: its ${file.coverage.analysed.toLocaleString('en')} requests are too few or too much alike ` +
        `to say what is ordinary; that takes at least ${leastHistory} requests, and many more for whole days`,
    );
  }
  const watch = new WindowWatch(test);
  for await (const { requests, coverage } of readLog(dataset, reading)) {
    signal.throwIfAborted();
    watch.add(requests, 0);
    onBlock(coverage.rows);
  }
  const largestRatio = watch.windows.reduce((most, { ratio }) => Math.max(most, ratio), 1);
  return { test, benign: { file, largestRatio } };
}
