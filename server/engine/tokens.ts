/**
 * Text → tokens: words, numbers, runs of one punctuation mark, and line breaks. Spaces separate and
 * are not tokens. Offsets are UTF-16 and equal the text's own.
 */

import { HashSet } from './hash-set.ts';
import { emptyHash, extendHash, hashText } from './hash.ts';

/** Texts are analysed up to this many UTF-16 units; a fingerprint is long settled by then. */
export const analysedCharsLimit = 32_768;

export const tokenKind = { word: 0, number: 1, mark: 2, lineBreak: 3 } as const;

/** Letter case of a word, as its shape. */
const letterCase = { lower: 0, capital: 1, upper: 2, mixed: 3 } as const;

/**
 * Names of vendors and of their models. They are masked before anything is counted: a text about a
 * model is not by it, and a text that names its author is a leak (leakage.ts), not a fingerprint.
 */
const vendorNames =
  'openai chatgpt gpt davinci codex sora anthropic claude opus sonnet haiku google deepmind gemini bard palm gemma meta llama mistral mixtral ministral magistral codestral devstral pixtral qwen qwq alibaba tongyi deepseek xai grok moonshot kimi zhipu chatglm glm cohere microsoft phi nemotron nvidia yi reka minimax abab amazon nova internlm vicuna alpaca wizardlm zephyr hermes dbrx jamba olmo';

const maskedNames = new HashSet(vendorNames.split(' ').map(hashText));
const maskUnit = 0xe000;
const maskHash = extendHash(emptyHash, maskUnit);

const letter = 1;
const digit = 2;
const space = 3;
const breakUnit = 4;
const mark = 5;

/** Character classes of all UTF-16 units; surrogates are marks, so an emoji is a run of marks. */
const classOf = (() => {
  const classes = new Uint8Array(65536).fill(mark);
  const set = (from: number, to: number, value: number): void => {
    classes.fill(value, from, to + 1);
  };
  set(0x41, 0x5a, letter);
  set(0x61, 0x7a, letter);
  set(0x30, 0x39, digit);
  set(0x00, 0x20, space);
  set(0x0a, 0x0a, breakUnit);
  set(0x85, 0x85, breakUnit);
  set(0xa0, 0xa0, space);
  set(0xc0, 0x1fff, letter);
  set(0xd7, 0xd7, mark);
  set(0xf7, 0xf7, mark);
  set(0x2000, 0x200b, space);
  set(0x2028, 0x2029, breakUnit);
  set(0x3000, 0x3000, space);
  set(0x3040, 0xd7ff, letter);
  set(0xf900, 0xfdff, letter);
  set(0xfe70, 0xfefe, letter);
  set(0xff21, 0xff3a, letter);
  set(0xff41, 0xffdc, letter);
  return classes;
})();

const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019;

const lowerUnit = (unit: number): number => (unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit);

function hashLower(units: Uint16Array, start: number, end: number): number {
  let hash = emptyHash;
  for (let i = start; i < end; i++) hash = extendHash(hash, lowerUnit(units[i]!));
  return hash;
}

/** Writes the UTF-16 units of a text, as many as there is room for. */
export type CopyUnits = (text: string, into: Uint16Array) => void;

const copyUnits: CopyUnits = (text, into) => {
  const length = Math.min(text.length, into.length);
  for (let i = 0; i < length; i++) into[i] = text.charCodeAt(i);
};

/** Tokens of one text in buffers that are reused for the next text. */
export class Tokens {
  readonly #copyUnits: CopyUnits;
  /** Code units of the text, vendor names masked. */
  readonly units = new Uint16Array(analysedCharsLimit);
  /** How many of them are in use. */
  length = 0;
  count = 0;
  readonly start = new Int32Array(analysedCharsLimit);
  readonly end = new Int32Array(analysedCharsLimit);
  readonly kind = new Uint8Array(analysedCharsLimit);
  /** Hash of the token as written. */
  readonly hash = new Int32Array(analysedCharsLimit);
  /** Hash of the token in ASCII lower case. */
  readonly lowerHash = new Int32Array(analysedCharsLimit);
  readonly letterCase = new Uint8Array(analysedCharsLimit);

  /** `copy`: a quicker way than the language has by itself, if there is one. */
  constructor(copy: CopyUnits = copyUnits) {
    this.#copyUnits = copy;
  }

  /** Reads a text. Never fails; what lies beyond the limit is not read. */
  read(text: string): void {
    const { units } = this;
    this.length = Math.min(text.length, analysedCharsLimit);
    this.#copyUnits(text, units);
    this.count = 0;
    let at = 0;
    while (at < this.length) {
      const kind = classOf[units[at]!];
      if (kind === space) at++;
      else if (kind === letter) at = this.#word(at);
      else if (kind === digit) at = this.#number(at);
      else if (kind === breakUnit) at = this.#lineBreak(at);
      else at = this.#marks(at);
    }
  }

  #push(kind: number, start: number, end: number, hash: number, lowerHash: number): void {
    const i = this.count++;
    this.kind[i] = kind;
    this.start[i] = start;
    this.end[i] = end;
    this.hash[i] = hash;
    this.lowerHash[i] = lowerHash;
  }

  /** Letters, with apostrophes and digits inside: `don't`, `x2`. */
  #word(start: number): number {
    const { units, length } = this;
    let hash = emptyHash;
    let capitals = 0;
    let end = start;
    for (; end < length; end++) {
      const unit = units[end]!;
      if (classOf[unit]! > digit) {
        const joins = isApostrophe(unit) && end + 1 < length && classOf[units[end + 1]!] === letter;
        if (!joins) break;
      }
      if (unit >= 0x41 && unit <= 0x5a) capitals++;
      hash = extendHash(hash, unit);
    }
    // Most words are in lower case as they are.
    let lowerHash = capitals === 0 ? hash : hashLower(units, start, end);
    if (maskedNames.has(lowerHash)) {
      units.fill(maskUnit, start, end);
      hash = maskHash;
      lowerHash = maskHash;
    }
    this.letterCase[this.count] = this.#caseOf(start, end, capitals);
    this.#push(tokenKind.word, start, end, hash, lowerHash);
    return end;
  }

  #caseOf(start: number, end: number, capitals: number): number {
    if (capitals === 0) return letterCase.lower;
    const first = this.units[start]!;
    if (capitals === 1 && lowerUnit(first) !== first) return letterCase.capital;
    return capitals === end - start ? letterCase.upper : letterCase.mixed;
  }

  /** All numbers count as one word: which number it is says what the text is about. */
  #number(start: number): number {
    let end = start;
    while (end < this.length && classOf[this.units[end]!] === digit) end++;
    const hash = extendHash(emptyHash, Math.min(end - start, 5));
    this.#push(tokenKind.number, start, end, hash, hash);
    return end;
  }

  /** Line breaks with nothing but spaces between them are one token: `\n` or a blank line. */
  #lineBreak(start: number): number {
    let breaks = 0;
    let end = start;
    for (let at = start; at < this.length; at++) {
      const kind = classOf[this.units[at]!];
      if (kind === breakUnit) {
        breaks++;
        end = at + 1;
      } else if (kind !== space) break;
    }
    const hash = extendHash(extendHash(emptyHash, 0x0a), Math.min(breaks, 3));
    this.#push(tokenKind.lineBreak, start, end, hash, hash);
    return end;
  }

  /** A run of one mark, at most four long as far as its identity goes: `**`, `---`, `…`. */
  #marks(start: number): number {
    const unit = this.units[start]!;
    let end = start + 1;
    const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (isSurrogate) {
      // Emoji: the pair, so that half a character never becomes evidence.
      if (unit < 0xdc00 && end < this.length) end++;
    } else {
      while (end < this.length && this.units[end] === unit) end++;
    }
    let hash = emptyHash;
    const last = Math.min(end, start + 4);
    for (let i = start; i < last; i++) hash = extendHash(hash, this.units[i]!);
    this.#push(tokenKind.mark, start, end, hash, hash);
    return end;
  }
}
