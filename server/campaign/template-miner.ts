/**
 * Templates: texts that many prompts have in common, whatever stands in their slots. A run of words that many
 * requests have is fixed; a prompt is told by its fixed runs alone, so that long slots hide nothing. Memory is
 * flat: counts are kept by hash, and of each template one example.
 */

import {
  shingleCount,
  shingleWords,
  type Words,
  wordsOf,
  writeShingles,
  promptHash,
} from './shingles.ts';

/** A run of words is fixed from so many requests on: fewer say it by chance … */
const leastRequests = 5;
/** … and from such a share of them on, since in very many requests everybody says something alike. */
const leastShare = 1 / 5000;
/** What stands in slots is less frequent than what is around them: of the most frequent runs' requests. */
const leastOfPeak = 0.5;
/** So many runs in a row: seven words. Common phrases are shorter. */
const leastRuns = 4;

/** Counts are kept by this many bits of a run's hash. */
const countBits = 22;
const countShift = 32 - countBits;

/** Minima of hashes of the fixed runs, by which templates are compared (MinHash by one permutation). */
const bins = 32;
const binShift = 27;
const none = 0xffff_ffff;
const leastSimilarity = 0.5;

/** More than any log has; the first ones are kept. */
const mostTemplates = 8192;
const exampleChars = 2000;

export interface Template {
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
  readonly #counts = new Uint32Array(1 << countBits);
  /** Which request counted a run last, so that one that repeats itself counts once. */
  readonly #countedBy = new Uint32Array(1 << countBits);
  readonly #byMinimum = new Map<number, number>();
  /** The first is no template. */
  readonly templates: Template[] = [{ example: '', minima: new Uint32Array(), requests: 0 }];
  #requests = 0;
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
    this.#requests++;
    for (let i = used; i < end; i++) {
      const at = this.#runs[i]! >>> countShift;
      if (this.#countedBy[at] === this.#requests) continue;
      this.#countedBy[at] = this.#requests;
      this.#counts[at]!++;
    }
    return end;
  }

  #tell(prompt: string, start: number, end: number): number {
    if (!this.#findMinima(start, end)) return 0;
    const known = this.#closest();
    if (known !== 0) {
      this.templates[known]!.requests++;
      return known;
    }
    return this.templates.length > mostTemplates ? 0 : this.#add(prompt);
  }

  /** Of the fixed runs; false if there are none. */
  #findMinima(start: number, end: number): boolean {
    const least = Math.max(leastRequests, this.#requests * leastShare);
    const peak = this.#peak(start, end);
    if (peak < least) return false;
    const fixed = Math.max(least, peak * leastOfPeak);
    this.#least.fill(none);
    for (let from = start; from < end;) {
      let to = from;
      while (to < end && this.#countOf(to) >= fixed) to++;
      if (to - from >= leastRuns) {
        for (let i = from; i < to; i++) this.#keepLeast(this.#runs[i]!);
      }
      from = to + 1;
    }
    return true;
  }

  /** How many requests have what most requests have of this one: so many runs in a row. */
  #peak(start: number, end: number): number {
    let peak = 0;
    for (let from = start; from + leastRuns <= end; from++) {
      let least = this.#countOf(from);
      for (let i = from + 1; i < from + leastRuns && least > peak; i++) {
        least = Math.min(least, this.#countOf(i));
      }
      peak = Math.max(peak, least);
    }
    return peak;
  }

  #countOf(i: number): number {
    return this.#counts[this.#runs[i]! >>> countShift]!;
  }

  #keepLeast(run: number): void {
    const mixed = Math.imul(run, 0x9e3779b1) >>> 0;
    const bin = mixed >>> binShift;
    if (mixed < this.#least[bin]!) this.#least[bin] = mixed;
  }

  /** The template that has most minima in common, if it is alike enough; 0: none. */
  #closest(): number {
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
    return best !== 0 && this.#similarity(best) >= leastSimilarity ? best : 0;
  }

  #similarity(template: number): number {
    const { minima } = this.templates[template]!;
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
    const id = this.templates.length;
    const minima = this.#least.slice();
    this.templates.push({ example: prompt.slice(0, exampleChars), minima, requests: 1 });
    for (const minimum of minima) {
      if (minimum !== none && !this.#byMinimum.has(minimum)) this.#byMinimum.set(minimum, id);
    }
    return id;
  }

  /** Which words of a template's example are fixed: those within runs that at least half of its requests have. */
  fixedWords(template: Template): { readonly words: Words; readonly isFixed: readonly boolean[] } {
    const words = wordsOf(template.example);
    const runs = new Uint32Array(shingleCount(words.count));
    writeShingles(words, runs, 0);
    const isFixed = Array.from({ length: words.count }, () => false);
    runs.forEach((run, i) => {
      if (this.#counts[run >>> countShift]! * 2 < template.requests) return;
      isFixed.fill(true, i, i + shingleWords);
    });
    return { words, isFixed };
  }
}
