/** Files of labelled texts → a local profile and its card, for whoever shows no rows that are unusable. */

import { fileSource } from '../dataset/byte-source.ts';
import { datasetOf } from '../dataset/dataset.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import { chooseSamples } from '../train/choose-samples.ts';
import { ledgerLine, ledgerOf, type UnusedText } from '../train/ledger.ts';
import { fingerprinted, type OwnFile } from '../train/own-card.ts';
import { type LabelledText, readLabelled } from '../train/read-labelled.ts';
import { makeReferences, type ReferencesCard, type ReferencesInput } from './make-references.ts';

export async function makeReferencesOf(
  input: Pick<ReferencesInput, 'id' | 'profile' | 'begunWith'> & {
    readonly files: readonly string[];
  },
  onStep: (step: string) => void,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; card: ReferencesCard }> {
  const texts: LabelledText[] = [];
  const unused: Pick<UnusedText, 'reason'>[] = [];
  const files: OwnFile[] = [];
  let rows = 0;
  for (const path of input.files) {
    onStep('reading');
    const read = await readFile(path, texts, unused, signal);
    files.push(read.file);
    rows += read.rows;
  }
  if (texts.length === 0) {
    throw new UserError(
      'no text with a label was found; a row needs a text and the name of who wrote it, in "model" or "family"',
    );
  }
  const chosen = await chooseSamples(texts);
  const ledger = ledgerOf(rows, chosen.samples.length, [...unused, ...chosen.unused]);
  try {
    onStep(`learning from ${chosen.samples.length.toLocaleString('en')} references`);
    const measuring = (): void => onStep('measuring errors on held-out prompts');
    return await makeReferences({ ...input, chosen, files, ledger }, measuring, signal);
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(
      `${error.message}. Read: ${ledgerLine(ledger, 'that can be learned from')}`,
    );
  }
}

async function readFile(
  path: string,
  texts: LabelledText[],
  unused: Pick<UnusedText, 'reason'>[],
  signal: AbortSignal,
): Promise<{ file: OwnFile; rows: number }> {
  const { source, sha256 } = fingerprinted(await fileSource(path));
  const labels = { model: null, family: null, source: null, prompt: null };
  let field: string | null = null;
  let rows = 0;
  for await (const part of readLabelled(datasetOf(source), { field: null, labels })) {
    signal.throwIfAborted();
    for (const text of part.texts) texts.push(text);
    for (const { reason } of part.unused) unused.push({ reason });
    field = part.field;
    rows = part.rowsDone;
  }
  if (!(await source.isUnchanged())) {
    throw new UserError(`${source.name}: the file changed while it was read; start again`);
  }
  return { file: { file: path, sha256: sha256(), field }, rows };
}
