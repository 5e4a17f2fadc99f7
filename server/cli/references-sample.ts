/** `teacherprint references sample`: rows of a labelled dataset, as many of each family, into a file. */

import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import { fileSink, refuseToReplace } from '../report/sink.ts';
import { familyOf } from '../train/choose-samples.ts';
import { ledgerLine, ledgerOf, type UnusedText } from '../train/ledger.ts';
import type { LabelledText } from '../train/read-labelled.ts';
import { sampleReferences } from '../train/sample-references.ts';
import { complain, inform } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { openLabelled, readLabelledFile, refuseWithoutLabels } from './labelled-inputs.ts';
import type { ReferencesSampleArgs } from './references-args.ts';

/** A text with what a reference must say of itself. */
interface Reference {
  readonly source: string;
  readonly model: string;
  readonly family: string;
  readonly promptId: string;
  readonly text: string;
}

export async function runReferencesSample(
  args: ReferencesSampleArgs,
  signal: AbortSignal,
): Promise<ExitCode> {
  const sink = await fileSink(args.output);
  try {
    const texts: LabelledText[] = [];
    const unused: Pick<UnusedText, 'reason'>[] = [];
    let rows = 0;
    for (const source of await openLabelled(args.paths)) {
      refuseToReplace(source.name, 'learned from', [{ path: args.output }]);
      const file = await readLabelledFile(source, args, signal, (part) => {
        for (const text of part.texts) texts.push(text);
        for (const { reason } of part.unused) unused.push({ reason });
      });
      rows += file.rows;
    }
    refuseWithoutLabels(
      texts.map(({ labels }) => labels),
      args.labels,
    );
    const { references, unlabelled } = referencesOf(texts);
    const chosen = sampleReferences(references, args.perFamily, args.seed);
    if (chosen.length === 0) throw new UserError('no row names a family, so none was chosen');
    for (const row of chosen) await sink.write(`${JSON.stringify(rowOf(row))}\n`);
    await sink.finish();
    const left = references.length - chosen.length;
    const reasons = [
      ...unused,
      ...Array.from({ length: unlabelled }, () => ({ reason: 'no-label' as const })),
      ...Array.from({ length: left }, () => ({ reason: 'not-needed' as const })),
    ];
    inform(ledgerLine(ledgerOf(rows, chosen.length, reasons), 'chosen'));
    inform(`${args.output}: ${familiesLine(chosen)}`);
    tellFew(chosen, args.perFamily);
    return exitCodes.clean;
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

function referencesOf(texts: readonly LabelledText[]): {
  references: Reference[];
  unlabelled: number;
} {
  const hasFamilies = texts.some(({ labels }) => labels.family !== null);
  const references = texts.flatMap(({ file, text, prompt, labels }): Reference[] => {
    const family = familyOf(labels, hasFamilies);
    if (family === null) return [];
    const source = labels.source ?? file;
    return [{ source, model: labels.model ?? family, family, promptId: prompt, text }];
  });
  return { references, unlabelled: texts.length - references.length };
}

/** Named as `references fit` and `train` look for it. */
function rowOf({ promptId, ...row }: Reference): Record<string, string> {
  return { ...row, prompt_id: promptId };
}

function familiesLine(chosen: readonly Reference[]): string {
  const families = Map.groupBy(chosen, ({ family }) => family);
  const prompts = new Set(chosen.map(({ source, promptId }) => JSON.stringify([source, promptId])));
  return (
    `${count(chosen.length, 'reference')} of ${count(families.size, 'family', 'families')}, answers to ` +
    count(prompts.size, 'prompt')
  );
}

function tellFew(chosen: readonly Reference[], perFamily: number): void {
  for (const [family, own] of Map.groupBy(chosen, ({ family: name }) => name)) {
    if (own.length < perFamily) complain(`"${family}" has only ${count(own.length, 'text')}`);
  }
}
