/** What models say of themselves, in words for every report. Holds no text of an answer. */

import type { AnswerPlace, IdentityView } from './student.ts';
import { count } from './words.ts';

export const identityTitle = 'Who they say they are';

export const identityCaveat =
  'No evidence by itself: a system prompt, or training on descriptions of another model, changes it as well as a teacher does.';

/** One for each model, and one for all decoys together. Names are the user's; `name` makes them harmless. */
export function identityLines(
  identity: readonly IdentityView[],
  name: (text: string) => string,
): string[] {
  const decoys = identity.filter(({ role }) => role === 'decoys');
  const lines = identity
    .filter(({ role }) => role !== 'decoys')
    .map((view) => {
      const who = `${name(view.model)} (${view.role}, ${name(pathOf(view))})`;
      return `${who}: ${answerWords(view)}`;
    });
  return decoys.length === 0 ? lines : [...lines, `decoys: ${decoyWords(decoys)}`];
}

function pathOf({ claims, unnamed }: IdentityView): string {
  return [...claims.flatMap(({ answers }) => answers), ...unnamed][0]!.path;
}

function answerWords({ probes, claims, unnamed, contradictions }: IdentityView): string {
  const parts = claims.map(
    ({ vendor, answers }) =>
      `${answers.length.toLocaleString('en')} ${answers.length === 1 ? 'claims' : 'claim'} ${vendor} (${rowWords(answers)})`,
  );
  if (unnamed.length > 0) {
    const verb = unnamed.length === 1 ? 'names' : 'name';
    parts.push(`${unnamed.length.toLocaleString('en')} ${verb} no vendor (${rowWords(unnamed)})`);
  }
  return `${count(probes, 'probe')}: ${parts.join(', ')}; ${contradictionWords(contradictions)}`;
}

export function contradictionWords({
  answers,
  wordings,
  languages,
}: IdentityView['contradictions']): string {
  if (answers === 0) return 'no contradiction';
  return (
    `${answers.toLocaleString('en')} ${answers === 1 ? 'contradicts' : 'contradict'} what most claim ` +
    `(${wordings} in the same language, ${languages} in another one)`
  );
}

const rowsShown = 5;

function rowWords(places: readonly AnswerPlace[]): string {
  const shown = places.slice(0, rowsShown).map(({ row }) => row.toLocaleString('en'));
  const more = places.length - shown.length;
  return `${places.length === 1 ? 'row' : 'rows'} ${shown.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
}

/** By what each claims most: it says how common such claims are. */
export function decoyWords(decoys: readonly IdentityView[]): string {
  const byClaim = Map.groupBy(decoys, ({ claims }) => claims[0]?.vendor ?? 'no vendor');
  const parts = [...byClaim].sort((a, b) => b[1].length - a[1].length);
  const most = parts.map(([vendor, own]) => `${vendor} ${own.length.toLocaleString('en')}`);
  return `${count(decoys.length, 'model')}, by what each claims most: ${most.join(', ')}`;
}
