/** The samples that `train` and `references fit` learn from, and what became of all others. */

import { refuseToReplace } from '../report/sink.ts';
import { chooseSamples, type ChosenSamples } from '../train/choose-samples.ts';
import { isWorthTelling, ledgerOf, type LedgerView, type UnusedText } from '../train/ledger.ts';
import type { LabelledText } from '../train/read-labelled.ts';
import type { LabelledArgs } from './args.ts';
import {
  openLabelled,
  type ReadFile,
  readLabelledFile,
  refuseWithoutLabels,
  tellUnused,
} from './labelled-inputs.ts';

export interface ReadSamples {
  readonly chosen: ChosenSamples;
  readonly files: readonly ReadFile[];
  readonly ledger: LedgerView;
}

/** `outputs`: what is written, and must not take the place of what is read. */
export async function readSamples(
  args: LabelledArgs,
  outputs: readonly string[],
  signal: AbortSignal,
): Promise<ReadSamples> {
  const texts: LabelledText[] = [];
  const unused: UnusedText[] = [];
  const files: ReadFile[] = [];
  for (const source of await openLabelled(args.paths)) {
    refuseToReplace(
      source.name,
      'learned from',
      outputs.map((path) => ({ path })),
    );
    const file = await readLabelledFile(source, args, signal, (part) => {
      for (const text of part.texts) texts.push(text);
      for (const text of part.unused) unused.push(text);
    });
    files.push(file);
  }
  refuseWithoutLabels(
    texts.map(({ labels }) => labels),
    args.labels,
  );
  const chosen = await chooseSamples(texts);
  for (const own of Map.groupBy(chosen.unused.filter(isWorthTelling), ({ file }) => file).values())
    tellUnused(own);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const ledger = ledgerOf(rows, chosen.samples.length, [...unused, ...chosen.unused]);
  return { chosen, files, ledger };
}
