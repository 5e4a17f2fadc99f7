/** The labelled samples of one source of the corpora. */

import { join } from 'node:path';
import { type LabelledSample, readLabelledSamples } from './corpus.ts';
import { modelName } from './select-samples.ts';

/** `models`: only these; null: all. */
export function readSource(
  corpora: string,
  source: string,
  models: readonly string[] | null,
): LabelledSample[] {
  const samples = readLabelledSamples(join(corpora, `${source}.jsonl.gz`)).filter(
    ({ model }) => models === null || models.includes(model),
  );
  // A model and its free twin are one model.
  return samples.map((sample) => ({ ...sample, model: modelName(sample.model) }));
}
