/** Linear weights of words and short phrases per kind of valuable request, and where in a text they speak. */

import { extendHash, hashText } from '../../engine/hash.ts';

export const valueLabels = [
  'reasoning',
  'rubric',
  'rewrite',
  'sft-format',
  'fake-system',
  'memory-translation',
  'think-language',
] as const;
export type ValueLabel = (typeof valueLabels)[number];

export interface ValueModel {
  /** Per label: a weight per bucket, in units of `scale`. */
  readonly weights: Readonly<Record<ValueLabel, Int8Array>>;
  readonly scale: number;
  readonly bias: Readonly<Record<ValueLabel, number>>;
}

export interface ValueSignal {
  readonly label: ValueLabel;
  readonly logit: number;
  /** The words that carried it, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
}

export const valueBucketBits = 14;
/** About a sentence. */
const wishWords = 20;
/** So many letters of a word count: `reason`, `reasons` and `reasoning` are one. */
const stemChars = 6;
/** Longer prompts are mostly pasted matter. */
const mostWords = 2000;

/** Words with their places, and three features of each: itself, with the word before, and with the one before that. */
export interface ReadWords {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Three buckets a word. */
  readonly buckets: Uint16Array;
}

export function readWords(text: string): ReadWords {
  const starts: number[] = [];
  const ends: number[] = [];
  const hashes: number[] = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+|[<>[\]{}/=]/gu)) {
    starts.push(index);
    ends.push(index + word.length);
    hashes.push(hashText(/^\p{N}/u.test(word) ? '0' : word.slice(0, stemChars).toLowerCase()));
    if (starts.length === mostWords) break;
  }
  const buckets = new Uint16Array(3 * hashes.length);
  for (let i = 0; i < hashes.length; i++) {
    const two = extendHash(extendHash(hashes[i - 1] ?? 1, hashes[i]!), 2);
    const apart = extendHash(extendHash(hashes[i - 2] ?? 1, hashes[i]!), 3);
    buckets[3 * i] = bucket(hashes[i]!);
    buckets[3 * i + 1] = bucket(two);
    buckets[3 * i + 2] = bucket(apart);
  }
  return { starts, ends, buckets };
}

const bucket = (hash: number): number => hash >>> (32 - valueBucketBits);

export interface BestWish {
  readonly sum: number;
  /** First word and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * The run of at most `wishWords` words whose weights add up to most: a request states its wish in some words,
 * and what it is about must not speak against it, nor a long text for it.
 */
export function bestWish({ buckets }: ReadWords, weights: ArrayLike<number>): BestWish {
  let best: BestWish = { sum: 0, from: 0, to: 0 };
  const count = buckets.length / 3;
  for (let last = 0; last < count; last++) {
    let sum = 0;
    for (let i = last; i >= 0 && i > last - wishWords; i--) {
      for (let k = 3 * i; k < 3 * i + 3; k++) sum += weights[buckets[k]!]!;
      if (sum > best.sum) best = { sum, from: i, to: last + 1 };
    }
  }
  return best;
}

/** Labels whose logit reaches a threshold, with the words that spoke for them. */
export function valueSignals(model: ValueModel, text: string, leastLogit: number): ValueSignal[] {
  const words = readWords(text);
  return valueLabels.flatMap((label) => {
    const wish = bestWish(words, model.weights[label]);
    const logit = model.bias[label] + model.scale * wish.sum;
    if (logit < leastLogit || wish.to === wish.from) return [];
    return [{ label, logit, start: words.starts[wish.from]!, end: words.ends[wish.to - 1]! }];
  });
}

/** The model file: `{ bits, scale, labels: { name: { bias, weights } } }`, weights in Base64. */
export function parseValueModel(text: string): ValueModel {
  const file = JSON.parse(text) as unknown;
  const labels = property(file, 'labels');
  const weights = Object.fromEntries(
    valueLabels.map((label) => {
      const bytes = Buffer.from(String(property(property(labels, label), 'weights')), 'base64');
      if (bytes.length !== 1 << valueBucketBits) throw new Error(`No weights for "${label}".`);
      return [label, new Int8Array(bytes)];
    }),
  ) as Record<ValueLabel, Int8Array>;
  const bias = Object.fromEntries(
    valueLabels.map((label) => [label, Number(property(property(labels, label), 'bias'))]),
  ) as Record<ValueLabel, number>;
  return { weights, bias, scale: Number(property(file, 'scale')) };
}

function property(value: unknown, name: string): unknown {
  if (typeof value === 'object' && value !== null && name in value) {
    return (value as Record<string, unknown>)[name];
  }
  throw new Error(`The weights of the value axis have no "${name}".`);
}
