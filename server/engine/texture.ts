/**
 * What texts are made of, whoever wrote them: a few traits that tell kinds of texts apart. Error rates
 * are known for kinds of texts that lie between the calibration sources, or as near to one of them as
 * these are to each other. Of a file that lies farther away nobody knows them.
 */

import type { HashSet } from './hash-set.ts';
import { tokenKind, type Tokens } from './tokens.ts';

export const traits = [
  'length',
  'frequent words',
  'word length',
  'marks',
  'numbers',
  'line breaks',
  'capitals',
] as const;
export type Trait = (typeof traits)[number];

/** Steps of one in a trait: integers, so that sums do not depend on the order of texts. */
export const traitSteps = 10_000;
/** The mean of fewer texts says more about them than about their kind. */
export const fewestForLikeness = 30;

/** Sums over texts, trait by trait. */
export interface TextureSums {
  texts: number;
  readonly sums: Float64Array;
}

export interface Textures {
  /** Mean traits of each calibration source. */
  readonly sources: readonly { readonly name: string; readonly means: readonly number[] }[];
  /** Per trait, the standard deviation among the texts of one source, means over sources. */
  readonly spread: readonly number[];
  /** Distance up to which error rates were measured. */
  readonly limit: number;
}

export interface Likeness {
  /** The source that is nearest. */
  readonly source: string;
  /** In standard deviations, root of the mean square over traits. */
  readonly distance: number;
  readonly limit: number;
  /** The trait that differs most from that source, and by how many standard deviations. */
  readonly trait: Trait;
  readonly difference: number;
}

/** Logarithm of the length; shares of frequent words, of capitals (among words), of marks, numbers and
 *  line breaks (among tokens); letters per word. In steps. */
export function textureOf(tokens: Tokens, keptWords: HashSet): number[] {
  const { kind, letterCase, lowerHash, start, end, count, length } = tokens;
  let words = 0;
  let marks = 0;
  let numbers = 0;
  let frequent = 0;
  let capitals = 0;
  let letters = 0;
  for (let i = 0; i < count; i++) {
    if (kind[i] === tokenKind.word) {
      words++;
      letters += end[i]! - start[i]!;
      if (letterCase[i] !== 0) capitals++;
      if (keptWords.has(lowerHash[i]!)) frequent++;
    } else if (kind[i] === tokenKind.mark) marks++;
    else if (kind[i] === tokenKind.number) numbers++;
  }
  const lineBreaks = count - words - marks - numbers;
  const wordsOrOne = Math.max(1, words);
  const tokensOrOne = Math.max(1, count);
  return [
    Math.log(Math.max(1, length)),
    frequent / wordsOrOne,
    letters / wordsOrOne,
    marks / tokensOrOne,
    numbers / tokensOrOne,
    lineBreaks / tokensOrOne,
    capitals / wordsOrOne,
  ].map((trait) => Math.round(trait * traitSteps));
}

export function emptyTextureSums(): TextureSums {
  return { texts: 0, sums: new Float64Array(traits.length) };
}

/** `texture`: as `textureOf` gives it; empty for a text that was not judged, which is passed over. */
export function addTexture(into: TextureSums, texture: readonly number[]): void {
  if (texture.length === 0) return;
  into.texts++;
  for (let k = 0; k < texture.length; k++) into.sums[k]! += texture[k]!;
}

/** The same as plain numbers, for a file. */
export interface TextureState {
  readonly texts: number;
  readonly sums: readonly number[];
}

export function textureState({ texts, sums }: TextureSums): TextureState {
  return { texts, sums: Array.from(sums) };
}

export function mergeTextureSums(into: TextureSums, from: TextureState): void {
  into.texts += from.texts;
  for (let k = 0; k < into.sums.length; k++) into.sums[k]! += from.sums[k]!;
}

/** Null for too few texts. */
export function likenessOf(
  { sources, spread, limit }: Textures,
  { texts, sums }: TextureSums,
): Likeness | null {
  if (texts < fewestForLikeness) return null;
  const means = Array.from(sums, (sum) => sum / texts);
  const distances = sources.map((source) => distanceOf(means, source.means, spread));
  const nearest = distances.indexOf(Math.min(...distances));
  const { name, means: nearestMeans } = sources[nearest]!;
  const differences = means.map((mean, k) => (mean - nearestMeans[k]!) / spread[k]!);
  const sizes = differences.map(Math.abs);
  const most = sizes.indexOf(Math.max(...sizes));
  return {
    source: name,
    distance: distances[nearest]!,
    limit,
    trait: traits[most]!,
    difference: differences[most]!,
  };
}

/** Between two mean textures, in standard deviations. */
export function distanceOf(
  a: readonly number[],
  b: readonly number[],
  spread: readonly number[],
): number {
  const squares = a.map((mean, k) => ((mean - b[k]!) / spread[k]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
