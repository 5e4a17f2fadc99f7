/** What models said of themselves when they were asked: shown, and no verdict. */

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
  return element(
    'section',
    { 'aria-labelledby': 'identity' },
    element('h2', { id: 'identity' }, 'What models say of themselves'),
    element(
      'p',
      { class: 'aside' },
      'This is no verdict: system prompts and training on self-descriptions change it as well as a teacher does.',
    ),
    element('ul', { class: 'identity' }, ...identity.map((view) => renderModel(view, send))),
  );
}

function renderModel(view: IdentityView, send: Send): HTMLElement {
  const { model, role, probes, claims, unnamed } = view;
  return element(
    'li',
    {},
    element(
      'p',
      {},
      element('strong', {}, quote(visible(model))),
      ` (${role === 'decoys' ? 'decoy' : role}), asked ${count(probes, 'time')}:`,
    ),
    element(
      'ul',
      {},
      ...claims.map(({ vendor, answers }) => renderClaim(visible(vendor), answers, send)),
      unnamed.length === 0 ? null : renderClaim('no vendor', unnamed, send),
    ),
    ...contradictionWords(view).map((words) => element('p', {}, words)),
  );
}

function renderClaim(name: string, answers: readonly AnswerPlace[], send: Send): HTMLElement {
  const places = answers
    .slice(0, mostPlaces)
    .flatMap(({ path, row }): Child[] => [
      ' ',
      button(`Row ${number(row)}`, () => send({ kind: 'open-row', path, row }), { class: 'link' }),
    ]);
  return element('li', {}, quote(name), ` in ${count(answers.length, 'answer')}.`, ...places);
}

function contradictionWords({ claims: [most], contradictions }: IdentityView): string[] {
  const { answers, wordings, languages } = contradictions;
  if (most === undefined || answers === 0) return [];
  const makes = answers === 1 ? 'claims' : 'claim';
  return [
    `${count(answers, 'answer')} ${makes} another maker than ${visible(most.vendor)}; in ${wordings} of them the ` +
      `wording alone made the difference, and ${languages} are in languages in which none claims ${visible(most.vendor)}.`,
  ];
}
