/** The page of a student's audit: what the extension told it last, as sections. */

import { conclusionWords } from '../../protocol/student-words.ts';
import type {
  FromStudentPage,
  StudentAuditState,
  ToStudentPage,
} from '../../protocol/student-page.ts';
import {
  button,
  type Child,
  element,
  quote,
  replaceContent,
  replaceIfChanged,
} from '../element.ts';
import { renderActions, renderProgress } from '../tab-head.ts';
import { visible } from '../words.ts';
import { Prompts } from './prompts.ts';
import { renderIdentity } from './render-identity.ts';
import { renderFiles, renderLimits } from './render-limits.ts';
import { renderCandidates } from './render-candidates.ts';
import { renderTeacher } from './render-teacher.ts';
import { renderVendors } from './render-vendors.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromStudentPage): void };

class StudentPage {
  readonly #title = element('div', { class: 'title' });
  readonly #progress = element('div', {});
  readonly #failure = element('div', { role: 'alert' });
  readonly #conclusion = element('div', {});
  readonly #sections = element('main', {});
  readonly #announcer = element('p', { role: 'status', class: 'unseen' });
  readonly #send: (message: FromStudentPage) => void;

  constructor(send: (message: FromStudentPage) => void) {
    this.#send = send;
    const head = [this.#title, this.#progress, this.#failure, this.#conclusion];
    document.body.append(element('header', {}, ...head), this.#sections, this.#announcer);
  }

  /** Progress comes in between; what was found before stays as it is under the user's hand. */
  receive({ state }: ToStudentPage): void {
    const { name, progress, audit, failure } = state;
    replaceIfChanged(this.#title, [name, progress !== null, audit === null], () =>
      this.#renderTitle(state),
    );
    replaceContent(this.#progress, progress === null ? null : stepOf(progress));
    replaceIfChanged(this.#failure, failure, () =>
      failure === null ? [] : [element('p', { class: 'notice' }, visible(failure))],
    );
    const isCanceled = audit === null && progress === null && failure === null;
    replaceIfChanged(this.#conclusion, [audit?.student, isCanceled], () => {
      if (isCanceled) return [element('p', {}, 'Canceled before anything could be said.')];
      if (audit === null) return [];
      const words = conclusionWords(audit.student, visible);
      this.#announcer.textContent = words;
      return [element('p', { class: 'conclusion' }, quote(words))];
    });
    replaceIfChanged(this.#sections, audit, () => this.#renderSections(state));
  }

  #renderTitle({ name, progress, audit }: StudentAuditState): Child[] {
    const change = button('Change files…', () => this.#send({ kind: 'change' }), {
      'data-key': 'change',
    });
    return [
      element('h1', {}, 'Was this student trained on that teacher’s answers?'),
      renderActions({ isRunning: progress !== null, isFound: audit !== null }, this.#send, [
        change,
      ]),
      element('p', { class: 'aside names' }, quote(visible(name))),
    ];
  }

  #renderSections({ audit }: StudentAuditState): Child[] {
    if (audit === null) return [];
    const { student } = audit;
    const teachers = student.teachers.toSorted((a, b) => b.z - a.z);
    return [
      renderVendors(student),
      renderCandidates(teachers),
      ...teachers.map(renderTeacher),
      renderIdentity(student.identity, this.#send),
      new Prompts(audit, this.#send).section,
      renderFiles(student),
      renderLimits(student),
    ];
  }
}

function stepOf({ percentage, message }: NonNullable<StudentAuditState['progress']>): HTMLElement {
  const words = message === '' ? 'Beginning' : visible(message);
  return renderProgress(`${words.charAt(0).toUpperCase()}${words.slice(1)}…`, percentage);
}

const vscode = acquireVsCodeApi();
const page = new StudentPage((message) => vscode.postMessage(message));
window.addEventListener('message', (event: MessageEvent<ToStudentPage>) => {
  page.receive(event.data);
});
vscode.postMessage({ kind: 'ready' });
