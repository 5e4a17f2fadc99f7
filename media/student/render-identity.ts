/** What models said of themselves when they were asked: shown, and no verdict. */

import {
  contradictionWords,
  decoyWords,
  identityCaveat,
  identityTitle,
} from '../../protocol/identity-words.ts';
import type { AnswerPlace, IdentityView, StudentView } from '../../protocol/student.ts';
import type { FromStudentPage } from '../../protocol/student-page.ts';
import { count } from '../../protocol/words.ts';
import { button, type Child, element, quote } from '../element.ts';
import { number, visible } from '../words.ts';

type Send = (message: FromStudentPage) => void;

/** Enough to look at. */
const mostPlaces = 5;

export function renderIdentity(identity: StudentView['identity'], send: Send): HTMLElement | null {
  if (identity === null) return null;
  const decoys = identity.filter(({ role }) => role === 'decoys');
  const others = identity.filter(({ role }) => role !== 'decoys');
  return element(
    'section',
    { 'aria-labelledby': 'identity' },
    element('h2', { id: 'identity' }, identityTitle),
    element('p', { class: 'aside' }, identityCaveat),
    element('ul', { class: 'identity' }, ...others.map((view) => renderModel(view, send))),
    decoys.length === 0 ? null : element('p', {}, `Decoys: ${visible(decoyWords(decoys))}.`),
  );
}

function renderModel(view: IdentityView, send: Send): HTMLElement {
  const { model, role, probes, claims, unnamed, contradictions } = view;
  return element(
    'li',
    {},
    element(
      'p',
      {},
      element('strong', {}, quote(visible(model))),
      ` (${role}): ${count(probes, 'probe')}; ${contradictionWords(contradictions)}.`,
    ),
    element(
      'ul',
      {},
      ...claims.map(({ vendor, answers }) =>
        renderAnswers(`claims ${visible(vendor)}`, answers, send),
      ),
      unnamed.length === 0 ? null : renderAnswers('names no vendor', unnamed, send),
    ),
  );
}

function renderAnswers(words: string, answers: readonly AnswerPlace[], send: Send): HTMLElement {
  const places = answers
    .slice(0, mostPlaces)
    .flatMap(({ path, row }): Child[] => [
      ' ',
      button(`Row ${number(row)}`, () => send({ kind: 'open-row', path, row }), { class: 'link' }),
    ]);
  return element('li', {}, quote(words), ` in ${count(answers.length, 'answer')}.`, ...places);
}
