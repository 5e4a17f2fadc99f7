/** Some of very many prompts, evenly over all of them, in their order. */

import { mostHistory } from './axes/window.ts';

/** What is described of a prompt (prompt-features.ts) is its beginning and how it ends. */
const headChars = 4000;
const tailChars = 100;

export function shortened(prompt: string): string {
  if (prompt.length <= headChars + tailChars) return prompt;
  return prompt.slice(0, headChars) + prompt.slice(-tailChars);
}

export class PromptSample {
  prompts: string[] = [];
  #seen = 0;
  #thinning = 1;

  add(prompt: string): void {
    if (this.#seen++ % this.#thinning !== 0) return;
    if (this.prompts.length === 2 * mostHistory) {
      this.prompts = this.prompts.filter((_, i) => i % 2 === 0);
      this.#thinning *= 2;
      if ((this.#seen - 1) % this.#thinning !== 0) return;
    }
    this.prompts.push(shortened(prompt));
  }
}
