/**
 * Templates: texts that many prompts have in common, whatever stands in their slots. A run of words that many
 * requests have is fixed; a prompt is told by its fixed runs alone, so that long slots hide nothing. Memory is
 * flat: counts are kept by hash, and of each template one example.
 */

import { findFrame } from './frame.ts';
import { RunCounts } from './run-counts.ts';
import {
  shingleCount,
  shingleWords,
  type Words,
  wordsOf,
  writeShingles,
  promptHash,
} from './shingles.ts';

/** So many runs in a row: six words. Common phrases are shorter. */
const leastRuns = 3;

/** Minima of hashes of the fixed runs, by which templates are compared (MinHash by one permutation). */
const bins = 32;
const binShift = 27;
const none = 0xffff_ffff;
const leastSimilarity = 0.5;

/** When there are more, the less frequent half is forgotten. What matters has soon more requests than chance. */
const mostTemplates = 8192;
const exampleChars = 2000;

export interface Template {
  /** From 1; never given to another one. */
  readonly id: number;
  readonly example: string;
  readonly minima: Uint32Array;
  requests: number;
}

export interface MinedPrompt {
  /** 0: none. */
  readonly template: number;
  readonly prompt: number;
}

export class TemplateMiner {
  readonly #counts = new RunCounts();
  readonly #byMinimum = new Map<number, number>();
  readonly #templates = new Map<number, Template>();
  #lastId = 0;
  #runs = new Uint32Array(1 << 16);
  readonly #least = new Uint32Array(bins);
  readonly #votes = new Map<number, number>();

  /** All prompts of a block are counted before any is told, so that the first ones of a template are, too. */
  mine(prompts: readonly string[]): MinedPrompt[] {
    const ends: number[] = [];
    const hashes: number[] = [];
    let used = 0;
    for (const prompt of prompts) {
      const words = wordsOf(prompt);
      used = this.#count(words, used);
      ends.push(used);
      hashes.push(promptHash(words));
    }
    return prompts.map((prompt, i) => ({
      template: this.#tell(prompt, i === 0 ? 0 : ends[i - 1]!, ends[i]!),
      prompt: hashes[i]!,
    }));
  }

  #count(words: Words, used: number): number {
    const end = used + shingleCount(words.count);
    if (end > this.#runs.length) {
      const grown = new Uint32Array(Math.max(end, this.#runs.length * 2));
      grown.set(this.#runs);
      this.#runs = grown;
    }
    writeShingles(words, this.#runs, used);
    this.#counts.add(this.#runs, used, end);
    return end;
  }

  #tell(prompt: string, start: number, end: number): number {
    if (!this.#findMinima(start, end)) return 0;
    const known = this.#closest();
    if (known === null) return this.#add(prompt);
    known.requests++;
    return known.id;
  }

  /** Of the frame's runs; false if there is none. */
  #findMinima(start: number, end: number): boolean {
    const counts = this.#counts.of(this.#runs, start, end);
    const frame = findFrame(counts, { runs: leastRuns, count: this.#counts.leastFixed });
    if (frame === null) return false;
    this.#least.fill(none);
    for (let i = 0; i < counts.length; i++) {
      if (frame.inFrame[i]! >= frame.level) this.#keepLeast(this.#runs[start + i]!);
    }
    return true;
  }

  #keepLeast(run: number): void {
    const mixed = Math.imul(run, 0x9e3779b1) >>> 0;
    const bin = mixed >>> binShift;
    if (mixed < this.#least[bin]!) this.#least[bin] = mixed;
  }

  /** The template that has most minima in common, if it is alike enough. */
  #closest(): Template | null {
    this.#votes.clear();
    let best = 0;
    let most = 0;
    for (const minimum of this.#least) {
      if (minimum === none) continue;
      const template = this.#byMinimum.get(minimum);
      if (template === undefined) continue;
      const votes = (this.#votes.get(template) ?? 0) + 1;
      this.#votes.set(template, votes);
      if (votes > most) [best, most] = [template, votes];
    }
    const template = this.#templates.get(best);
    if (template === undefined) return null;
    return this.#similarity(template) >= leastSimilarity ? template : null;
  }

  #similarity({ minima }: Template): number {
    let equal = 0;
    let either = 0;
    for (let bin = 0; bin < bins; bin++) {
      const [a, b] = [minima[bin]!, this.#least[bin]!];
      if (a === none && b === none) continue;
      either++;
      if (a === b) equal++;
    }
    return equal / either;
  }

  #add(prompt: string): number {
    if (this.#templates.size >= mostTemplates) this.#forget();
    const id = ++this.#lastId;
    const minima = this.#least.slice();
    this.#templates.set(id, { id, example: prompt.slice(0, exampleChars), minima, requests: 1 });
    for (const minimum of minima) {
      if (minimum !== none && !this.#byMinimum.has(minimum)) this.#byMinimum.set(minimum, id);
    }
    return id;
  }

  /** The less frequent half; of equals the older ones, which had more time. */
  #forget(): void {
    const rarest = [...this.#templates.values()].sort(
      (a, b) => a.requests - b.requests || a.id - b.id,
    );
    for (const { id, minima } of rarest.slice(0, mostTemplates / 2)) {
      this.#templates.delete(id);
      for (const minimum of minima) {
        if (this.#byMinimum.get(minimum) === id) this.#byMinimum.delete(minimum);
      }
    }
  }

  /** In the order in which they were found. */
  get templates(): Template[] {
    return [...this.#templates.values()];
  }

  /** Which words of a template's example are fixed: those within runs that at least half of its requests have. */
  fixedWords(template: Template): { readonly words: Words; readonly isFixed: readonly boolean[] } {
    const words = wordsOf(template.example);
    const runs = new Uint32Array(shingleCount(words.count));
    writeShingles(words, runs, 0);
    const isFixed = Array.from({ length: words.count }, () => false);
    const half = Math.min(template.requests, RunCounts.most) / 2;
    this.#counts.of(runs, 0, runs.length).forEach((requests, i) => {
      if (requests >= half) isFixed.fill(true, i, i + shingleWords);
    });
    return { words, isFixed };
  }
}
