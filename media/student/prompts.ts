/** The prompts of an audit, a page at a time, each with the way to two answers side by side. */

import type { StudentAuditView, StudentPromptView } from '../../protocol/student-audit.ts';
import type { ComparedWith, FromStudentPage } from '../../protocol/student-page.ts';
import { count } from '../../protocol/words.ts';
import { button, element, quote, replaceContent } from '../element.ts';
import { number, visible } from '../words.ts';

const pageSize = 20;

export class Prompts {
  readonly section: HTMLElement;
  readonly #audit: StudentAuditView;
  readonly #send: (message: FromStudentPage) => void;
  readonly #list = element('div', {});
  #other: ComparedWith;
  #words = '';
  #page = 0;

  constructor(audit: StudentAuditView, send: (message: FromStudentPage) => void) {
    this.#audit = audit;
    this.#send = send;
    const { teachers } = audit.student;
    // The one that a reader most likely wants to see.
    this.#other = teachers.reduce((best, { z }, at) => (z > teachers[best]!.z ? at : best), 0);
    this.section = element(
      'section',
      { 'aria-labelledby': 'prompts' },
      element('h2', { id: 'prompts' }, 'Answers side by side'),
      element(
        'p',
        { class: 'aside' },
        'A prompt opens both answers to it in the diff editor. What only the student’s has is marked as added.',
      ),
      element('div', { class: 'choices' }, this.#renderChoice(), this.#renderSearch()),
      this.#list,
    );
    this.#show();
  }

  #renderChoice(): HTMLElement {
    const { teachers, control } = this.#audit.student;
    const options = teachers.map(({ teacher }, at) =>
      element('option', { value: at, selected: at === this.#other }, visible(teacher)),
    );
    if (control !== null) {
      options.push(element('option', { value: 'control' }, `${visible(control)} (control)`));
    }
    const select = element('select', {}, ...options);
    select.addEventListener('change', () => {
      this.#other = select.value === 'control' ? 'control' : Number(select.value);
      this.#show();
    });
    return element('label', {}, 'Beside the student’s ', select);
  }

  #renderSearch(): HTMLElement {
    const input = element('input', { type: 'search', placeholder: 'Words of a prompt' });
    input.addEventListener('input', () => {
      this.#words = input.value.toLowerCase();
      this.#page = 0;
      this.#show();
    });
    return element('label', {}, 'Find ', input);
  }

  #show(): void {
    const { prompts, promptCount } = this.#audit;
    const found = [...prompts.entries()].filter(([, { prompt }]) =>
      prompt.toLowerCase().includes(this.#words),
    );
    const pages = Math.max(1, Math.ceil(found.length / pageSize));
    const first = this.#page * pageSize;
    const shown = found.slice(first, first + pageSize);
    const rest =
      promptCount > prompts.length
        ? ` The first ${number(prompts.length)} of ${number(promptCount)} prompts are listed.`
        : '';
    const place =
      shown.length === 0
        ? 'No prompt has these words.'
        : `${number(first + 1)} to ${number(first + shown.length)} of ${count(found.length, 'prompt')}.`;
    const turn = (label: string, by: number): HTMLElement =>
      button(
        label,
        () => {
          this.#page += by;
          this.#show();
        },
        {
          'data-key': label,
          disabled: this.#page + by < 0 || this.#page + by >= pages,
        },
      );
    replaceContent(
      this.#list,
      element(
        'ul',
        { class: 'prompts' },
        ...shown.map(([at, prompt]) => this.#renderPrompt(at, prompt)),
      ),
      element(
        'div',
        { class: 'pages' },
        turn('Previous', -1),
        turn('Next', 1),
        element('p', { class: 'aside', role: 'status' }, `${place}${rest}`),
      ),
    );
  }

  #renderPrompt(
    at: number,
    { prompt, student, teachers, control }: StudentPromptView,
  ): HTMLElement {
    const other = this.#other;
    const row = other === 'control' ? control : teachers[other];
    const isThere = row !== null && row !== undefined;
    const go = button('', () => this.#send({ kind: 'compare', prompt: at, other }), {
      class: 'prompt',
      disabled: !isThere,
      'data-key': `prompt-${at}`,
    });
    go.append(
      element('span', {}, quote(visible(prompt))),
      ' ',
      element(
        'span',
        { class: 'aside' },
        isThere ? `rows ${number(row)} and ${number(student)}` : 'no answer to compare with',
      ),
    );
    return element('li', {}, go);
  }
}
