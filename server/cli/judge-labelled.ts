/** Texts whose authors are known, judged by the workers that judge everything else. */

import { cpus } from 'node:os';
import type { ByteSource } from '../dataset/byte-source.ts';
import { datasetOf } from '../dataset/dataset.ts';
import { workerFile } from '../locations.ts';
import type { ProfileBytes } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import type { SampleRecord } from '../scan/record.ts';
import { scanDataset } from '../scan/scan-dataset.ts';
import { familyOf } from '../train/choose-samples.ts';
import type { JudgedLabel } from '../train/evaluate-labelled.ts';
import { isWorthTelling, type UnusedText } from '../train/ledger.ts';
import type { RowLabels } from '../train/row-labels.ts';
import type { EvaluateArgs } from './args.ts';
import { type ReadFile, tellUnused } from './labelled-inputs.ts';
import { createProgress, noProgress } from './progress.ts';

/** A file with the labels of its rows. */
export interface LabelledSource {
  readonly source: ByteSource;
  readonly file: ReadFile;
  readonly labels: ReadonlyMap<number, RowLabels>;
}

export interface JudgedSamples {
  readonly texts: readonly JudgedLabel[];
  readonly unused: readonly UnusedText[];
}

export async function judgeLabelled(
  sources: readonly LabelledSource[],
  profile: ProfileBytes,
  args: Pick<EvaluateArgs, 'jobs' | 'quiet'>,
  signal: AbortSignal,
): Promise<JudgedSamples> {
  const hasFamilies = sources.some(({ labels }) =>
    [...labels.values()].some(({ family }) => family !== null),
  );
  const workers = Math.min(args.jobs, cpus().length * 4);
  const pool = createWorkerPool({ profile, workers, workerFile });
  const texts: JudgedLabel[] = [];
  const unused: UnusedText[] = [];
  try {
    for (const labelled of sources) {
      const before = unused.length;
      for await (const record of recordsOf(labelled, pool, args.quiet, signal)) {
        const labels = labelled.labels.get(record.row);
        const family = labels === undefined ? null : familyOf(labels, hasFamilies);
        const judged = judge(record, family);
        if ('called' in judged) texts.push(judged);
        else unused.push({ file: labelled.source.name, row: record.row, ...judged });
      }
      // The others were named when the labels were read.
      tellUnused(unused.slice(before).filter((text) => isNews(text, labelled)));
    }
  } finally {
    await pool.close();
  }
  return { texts, unused };
}

async function* recordsOf(
  { source, file }: LabelledSource,
  pool: WorkerPool,
  isQuiet: boolean,
  signal: AbortSignal,
): AsyncGenerator<SampleRecord> {
  const progress = isQuiet ? noProgress : createProgress(source.name);
  const options = { field: file.field, by: null, maxRows: Infinity };
  try {
    for await (const part of scanDataset(datasetOf(source), pool, options, signal)) {
      yield* part.records;
      progress.update(part.bytesDone, source.byteLength, part.rowsDone);
    }
  } finally {
    progress.done();
  }
}

function judge(
  record: SampleRecord,
  family: string | null,
): JudgedLabel | Pick<UnusedText, 'reason' | 'message'> {
  const { skipped, family: called, probability } = record;
  if (skipped !== null) return { reason: skipped, message: record.problem ?? skipped };
  if (family === null || called === null || probability === null) {
    return { reason: 'no-label', message: 'no family, which other rows have' };
  }
  return { family, called, probability, isMatch: record.verdict === 'match' };
}

function isNews(text: UnusedText, { labels }: LabelledSource): boolean {
  return isWorthTelling(text) && labels.has(text.row);
}
