/** Where the page of a tab puts what it knows of an audit: a head, and sections below it. */

import { type Child, element, replaceContent, replaceIfChanged } from './element.ts';
import { visible } from './words.ts';

export class TabFrame {
  readonly #title = element('div', { class: 'title' });
  readonly #progress = element('div', {});
  readonly #failure = element('div', { role: 'alert' });
  readonly #conclusion = element('div', {});
  readonly #sections = element('main', {});
  readonly #announcer = element('p', { role: 'status', class: 'unseen' });

  constructor() {
    const head = [this.#title, this.#progress, this.#failure, this.#conclusion];
    document.body.append(element('header', {}, ...head), this.#sections, this.#announcer);
  }

  /** Of all parts, `kind` is what their content depends on: what stays the same stays under the user's hand. */
  title(kind: unknown, content: () => Child[]): void {
    replaceIfChanged(this.#title, kind, content);
  }

  /** It comes several times a second. */
  progress(content: Child): void {
    replaceContent(this.#progress, content);
  }

  failure(sentence: string | null): void {
    replaceIfChanged(this.#failure, sentence, () =>
      sentence === null ? [] : [element('p', { class: 'notice' }, visible(sentence))],
    );
  }

  /** `words`: what a screen reader says of it once; null: nothing. */
  conclusion(kind: unknown, words: () => string | null, content: () => Child[]): void {
    replaceIfChanged(this.#conclusion, kind, () => {
      const spoken = words();
      if (spoken !== null) this.#announcer.textContent = spoken;
      return content();
    });
  }

  sections(kind: unknown, content: () => Child[]): void {
    replaceIfChanged(this.#sections, kind, content);
  }
}
