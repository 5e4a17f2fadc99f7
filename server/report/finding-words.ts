/** What is said about a finding, wherever findings are listed: beside a row, and in a report. */

import { type Flag, flags, skipReasons } from '../../protocol/views.ts';
import { bitsOf, skipWords, strengthOf } from '../../protocol/words.ts';
import { type FindingCode, isUnreadable, type SampleRecord } from '../scan/record.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { probabilityText } from './words.ts';

/** Every code that there may be a finding of. */
export const allFindingCodes: readonly FindingCode[] = [
  'match',
  ...flags,
  ...skipReasons.filter((reason) => isUnreadable({ skipped: reason })),
];

const leakMessages: Record<Flag, string> = {
  'self-identification': 'The text says that it is by an AI model.',
  refusal: 'The text refuses the request.',
  'chat-template': 'The text holds tokens of a chat template.',
  'tool-residue': 'The text holds what a tool call or a citation left behind.',
  'visible-reasoning': 'The text holds visible reasoning.',
  'knowledge-cutoff': 'The text speaks of its knowledge cut-off.',
  'hidden-characters': 'The text holds characters that nobody sees.',
  'odd-typography': 'The text holds unusual spaces, hyphens or letters that look like others.',
};

export function isFlag(code: FindingCode): code is Flag {
  return code in leakMessages;
}

/** Of any finding with this code. */
export function describeCode(code: FindingCode): string {
  if (code === 'match') return 'The text is consistent with one family of models, or with people.';
  if (isFlag(code)) return leakMessages[code];
  if (code === 'duplicate') return 'The text occurs before.';
  if (code === 'near-duplicate') return 'Nearly the same text occurs before.';
  return `Not analyzed: ${skipWords[code]}.`;
}

export type FoundRecord = Pick<
  SampleRecord,
  'family' | 'probability' | 'model' | 'modelProbability' | 'problem'
>;

/** `claims`: the family that the text says it is by, where that is known. */
export function describeFinding(
  record: FoundRecord,
  code: FindingCode,
  { q, claims }: { readonly q: number | null; readonly claims: string | null },
): string {
  if (code === 'match') return describeMatch(record, q);
  if (code === 'self-identification' && claims !== null) {
    return `The text says that it is by ${claims}.`;
  }
  if (isFlag(code)) return leakMessages[code];
  // The name of a field is the dataset's.
  return `Not analyzed: ${escapeTerminal(record.problem ?? code)}.`;
}

function describeMatch(record: FoundRecord, q: number | null): string {
  const probability = record.probability ?? 0;
  const model =
    record.model === null
      ? ''
      : `; likeliest model ${record.model} (${probabilityText(record.modelProbability ?? 0)})`;
  return (
    `${record.family}, probability ${probabilityText(probability)} ` +
    `(${strengthOf(bitsOf(probability))})${model}${q === null ? '' : `; q ${q.toFixed(3)}`}.`
  );
}
