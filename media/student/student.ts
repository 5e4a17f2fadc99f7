/** The page of a student's audit: what the extension told it last, as sections. */

import { conclusionWords } from '../../protocol/student-words.ts';
import type {
  FromStudentPage,
  StudentAuditState,
  ToStudentPage,
} from '../../protocol/student-page.ts';
import { button, type Child, element, quote } from '../element.ts';
import { TabFrame } from '../tab-frame.ts';
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
  readonly #frame = new TabFrame();
  readonly #send: (message: FromStudentPage) => void;

  constructor(send: (message: FromStudentPage) => void) {
    this.#send = send;
  }

  receive({ state }: ToStudentPage): void {
    const { name, progress, audit, failure } = state;
    const frame = this.#frame;
    frame.title([name, progress !== null, audit === null], () => this.#renderTitle(state));
    frame.progress(progress === null ? null : renderStep(progress));
    frame.failure(failure);
    const words = conclusionOf(state);
    frame.conclusion(
      words,
      () => words,
      () => (words === null ? [] : [element('p', { class: 'conclusion' }, quote(words))]),
    );
    frame.sections(audit, () => this.#renderSections(state));
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

function renderStep({
  percentage,
  message,
}: NonNullable<StudentAuditState['progress']>): HTMLElement {
  const words = message === '' ? 'Beginning' : visible(message);
  return renderProgress(`${words.charAt(0).toUpperCase()}${words.slice(1)}…`, percentage);
}

/** Null: nothing can be said yet. */
function conclusionOf({ progress, audit, failure }: StudentAuditState): string | null {
  if (audit !== null) return conclusionWords(audit.student, visible);
  // Whoever cancels has nothing: half of an audit says nothing.
  return progress === null && failure === null ? 'Canceled before anything could be said.' : null;
}

const vscode = acquireVsCodeApi();
const page = new StudentPage((message) => vscode.postMessage(message));
window.addEventListener('message', (event: MessageEvent<ToStudentPage>) => {
  page.receive(event.data);
});
vscode.postMessage({ kind: 'ready' });
