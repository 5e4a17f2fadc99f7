/**
 * `npm run bench:duplicates`: what near-duplicates are found among edited and among different texts.
 * Writes bench/duplicates.md. `--corpora FOLDER` says where the labelled samples are.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLabelledSamples } from '../../server/train/corpus.ts';
import { measureEdits, measureSource } from './measure.ts';
import { renderDuplicates } from './render-duplicates.ts';

const editedSource = 'arena_hard_v01';
const sources = ['alpaca_eval', 'arena_hard_v01', 'eqbench_slop', 'speechmap', 'human_instruct'];

const { values } = parseArgs({
  options: { corpora: { type: 'string', default: '../shared/corpora' } },
});
const read = (source: string): ReturnType<typeof readLabelledSamples> =>
  readLabelledSamples(join(values.corpora, `${source}.jsonl.gz`));

const edits = measureEdits(read(editedSource).map(({ text }) => text));
const rows = sources.map((source) => {
  console.error(source);
  return measureSource(source, read(source));
});
const page = renderDuplicates(editedSource, edits, rows);
await writeFile(new URL('../duplicates.md', import.meta.url), page);
