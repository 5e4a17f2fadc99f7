/** The datasets of `train` and `evaluate`, read to their ends; the first bad rows of each are named. */

import { count } from '../../protocol/words.ts';
import { type ByteSource, fileSource } from '../dataset/byte-source.ts';
import { datasetOf } from '../dataset/dataset.ts';
import { UserError } from '../dataset/user-error.ts';
import { isWorthTelling, type UnusedText } from '../train/ledger.ts';
import { fingerprinted, type OwnFile } from '../train/own-card.ts';
import { readLabelled, type ReadPart } from '../train/read-labelled.ts';
import { labelField, type LabelFields, labelNames, type RowLabels } from '../train/row-labels.ts';
import type { LabelledArgs } from './args.ts';
import { complain } from './complain.ts';
import { openInputs } from '../inputs/open-inputs.ts';
import { createProgress, noProgress } from './progress.ts';

export interface ReadFile extends OwnFile {
  readonly rows: number;
}

const mostToldPerFile = 10;

/** Throws a `UserError` if one cannot be opened: figures of a part would pass for those of all. */
export async function openLabelled(paths: readonly string[]): Promise<ByteSource[]> {
  const sources: ByteSource[] = [];
  for await (const input of openInputs(paths, fileSource)) {
    if ('problem' in input) throw new UserError(input.problem);
    sources.push(input);
  }
  return sources;
}

/** `onPart`: gets all rows, in order. */
export async function readLabelledFile(
  given: ByteSource,
  args: LabelledArgs,
  signal: AbortSignal,
  onPart: (part: ReadPart) => void,
): Promise<ReadFile> {
  const { source, sha256 } = fingerprinted(given);
  const progress = args.quiet ? noProgress : createProgress(source.name);
  const bad: UnusedText[] = [];
  let read: Pick<ReadFile, 'rows' | 'field'> = { rows: 0, field: null };
  try {
    for await (const part of readLabelled(datasetOf(source), args)) {
      signal.throwIfAborted();
      onPart(part);
      for (const text of part.unused) if (isWorthTelling(text)) bad.push(text);
      read = { rows: part.rowsDone, field: part.field };
      progress.update(part.bytesDone, source.byteLength, part.rowsDone);
    }
  } finally {
    progress.done();
  }
  tellUnused(bad);
  if (!(await source.isUnchanged())) {
    throw new UserError(`${source.name}: the file changed while it was read; start again`);
  }
  return { file: source.name, sha256: sha256(), ...read };
}

/** `unused`: of one file. */
export function tellUnused(unused: readonly UnusedText[]): void {
  for (const { file, row, message } of unused.slice(0, mostToldPerFile)) {
    complain(`${file}:${row}: ${message}`);
  }
  const rest = unused.length - mostToldPerFile;
  if (rest > 0)
    complain(`${unused[0]!.file}: … and ${count(rest, 'more row')} that cannot be used`);
}

/** Throws a `UserError` if nothing has a label, or none that was asked for by name. */
export function refuseWithoutLabels(labels: readonly RowLabels[], fields: LabelFields): void {
  if (labels.length === 0) {
    throw new UserError(
      `no text with a label was found; a row needs a text and the name of who wrote it, in ` +
        `"${labelField(fields, 'model')}" or "${labelField(fields, 'family')}" ` +
        '(or where --model-field, --family-field and --field say)',
    );
  }
  for (const name of labelNames) {
    if (fields[name] === null || labels.some((own) => own[name] !== null)) continue;
    throw new UserError(`--${name}-field ${fields[name]}: no row has anything usable there`);
  }
}
