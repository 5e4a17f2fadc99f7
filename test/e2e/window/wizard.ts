/** The questions of a wizard, as somebody answers them from the keyboard. */

import type { Locator } from 'playwright-core';
import type { VsCodeWindow } from './vs-code.ts';

export class Wizard {
  readonly #window: VsCodeWindow;

  constructor(window: VsCodeWindow) {
    this.#window = window;
  }

  /** What is seen of the question. */
  get widget(): Locator {
    return this.#window.page.locator('.quick-input-widget:visible');
  }

  get input(): Locator {
    return this.widget.locator('input.input').first();
  }

  /** Waits for a question by its words, which stand in the field or below it. */
  async asks(words: RegExp): Promise<void> {
    const question = this.widget.filter({ hasText: words }).or(this.widget.getByPlaceholder(words));
    await question.first().waitFor();
  }

  /** Puts these words into the field, and goes on. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
    await this.accept();
  }

  async accept(): Promise<void> {
    await this.#window.page.keyboard.press('Enter');
  }

  /** By VS Code's own keys for it, where it runs on Linux. */
  async back(): Promise<void> {
    await this.#window.page.keyboard.press('Control+Alt+Minus');
  }
}
