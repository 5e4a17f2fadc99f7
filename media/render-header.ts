/** The file, how far its audit is, and what of it was read. */

import type { FromPanel } from '../protocol/panel.ts';
import type { AuditView } from '../protocol/views.ts';
import { baselineWords, count, unlikeWords } from '../protocol/words.ts';
import { button, type Child, element, quote } from './element.ts';
import { coverageWords, fileName } from './view-model.ts';
import { number, visible } from './words.ts';

export function renderHeader(audit: AuditView, send: (message: FromPanel) => void): Child[] {
  const { uri, profile } = audit;
  const isRunning = audit.state === 'partial';
  return [
    element(
      'div',
      { class: 'title' },
      element('h1', {}, quote(visible(fileName(audit)))),
      isRunning
        ? button('Cancel', () => send({ kind: 'cancel' }), { 'data-key': 'run' })
        : button('Audit again', () => send({ kind: 'audit', uri }), {
            class: 'link',
            'data-key': 'run',
          }),
    ),
    isRunning ? renderProgress(audit) : null,
    audit.state === 'cancelled' ? renderStopped(audit) : null,
    renderUnlike(audit),
    renderCoverage(audit),
    renderField(audit, send),
    element(
      'details',
      { class: 'profile' },
      element(
        'summary',
        { 'data-key': 'profile' },
        profile.kind === 'references'
          ? `Matched references ${profile.id}`
          : `Profile ${profile.id}`,
      ),
      element('p', {}, `${profile.summary}.`),
    ),
  ];
}

function renderProgress({ bytesDone, bytesTotal }: AuditView): HTMLElement {
  const isKnown = bytesTotal !== null && bytesTotal > 0;
  const range = isKnown ? { value: Math.min(1, bytesDone / bytesTotal) } : {};
  return element(
    'label',
    { class: 'aside' },
    'Still reading: these numbers will change.',
    element('progress', { max: 1, ...range }),
  );
}

function renderStopped({ coverage }: AuditView): HTMLElement {
  return element(
    'p',
    { class: 'notice' },
    element('strong', {}, 'Stopped early. '),
    `Only the first ${number(coverage.rows)} rows were read, so this says nothing about the rest.`,
  );
}

function renderUnlike({ likeness }: AuditView): HTMLElement | null {
  const words = unlikeWords(likeness, visible);
  return words === null ? null : element('p', { class: 'notice' }, words);
}

function renderCoverage({ coverage, findings, suppressed, baseline }: AuditView): HTMLElement {
  const { summary, skipped } = coverageWords(coverage);
  const ignored = suppressed > 0 ? ` · ${number(suppressed)} ignored in teacherprint.json` : '';
  return element(
    'div',
    { class: 'coverage' },
    element('p', {}, summary),
    skipped === null ? null : element('p', {}, skipped),
    element('p', {}, `${count(findings, 'finding')}${ignored}`),
    ...baselineWords(baseline).map((words) => element('p', {}, words)),
  );
}

function renderField(
  { field, shape, uri }: AuditView,
  send: (message: FromPanel) => void,
): HTMLElement {
  const change = button('Change', () => send({ kind: 'choose-field', uri }), {
    class: 'link',
    'aria-label': 'Change the field that is read',
    'data-key': 'field',
  });
  if (field === null) {
    return element('p', { class: 'notice' }, 'No text field was found in this file. ', change);
  }
  const what = shape === 'openai-messages' || shape === 'sharegpt' ? 'assistant turns' : 'texts';
  return element(
    'p',
    {},
    `I read ${what} from `,
    element('code', {}, quote(visible(field))),
    ' ',
    change,
  );
}
