/**
 * Why a text got its family: every feature's part in the difference of two families' logits, laid
 * on the tokens it covers. The parts add up to that difference exactly, biases aside.
 */

import { sharpnessOf, sumOfExperts } from './calibrate.ts';
import { FeatureBuffer } from './feature-buffer.ts';
import { type CountedFeatures, featureValue } from './feature-counter.ts';
import { findFeatures } from './find-features.ts';
import type { Evidence } from './judgement.ts';
import type { Expert, Profile } from './profile.ts';
import { lengthOf, type Scorer } from './score.ts';
import type { Tokens } from './tokens.ts';

const spansPerExpert = 8;
const longestSpan = 6;
/** Neighbors join a span while they carry at least this part of its strongest token. */
const joiningPart = 0.35;
/** Weaker spans are noise to a reader. */
const fewestBits = 0.02;

/** `scorer` has just scored the text. Strongest first. */
export function explainFamilies(
  profile: Profile,
  tokens: Tokens,
  scorer: Scorer,
  family: number,
  against: number,
): Evidence[] {
  const { calibration } = profile;
  const sums = sumOfExperts(calibration, scorer.families);
  const sharpness = sharpnessOf(calibration, sums, tokens.length);
  const features = new FeatureBuffer(undefined, { keepsSpans: true });
  const evidence = profile.experts.flatMap((expert, e) => {
    const bitsPerLogit = (sharpness * calibration.expertWeights[e]!) / Math.LN2;
    findFeatures(expert.name, tokens, profile.keptWords, features);
    const question = { family, against, bitsPerLogit };
    const bits = bitsPerToken(expert, tokens, features, scorer.counted[e]!, question);
    return strongestSpans(tokens, bits, expert.name);
  });
  return evidence.sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits) || a.start - b.start);
}

interface Question {
  /** Indices of the two families. */
  readonly family: number;
  readonly against: number;
  readonly bitsPerLogit: number;
}

function bitsPerToken(
  expert: Expert,
  tokens: Tokens,
  features: FeatureBuffer,
  counter: CountedFeatures,
  { family, against, bitsPerLogit }: Question,
): Float64Array {
  const { weights, scale } = expert.families;
  const classes = scale.length;
  let squares = 0;
  for (let i = 0; i < counter.slotCount; i++) {
    const slot = counter.slots[i]!;
    squares += featureValue(counter.counts[slot]!, expert.idf[slot]!) ** 2;
  }
  const norm = lengthOf(squares);
  const tokenAt = tokenOfUnit(tokens);
  const bits = new Float64Array(tokens.count);
  for (let i = 0; i < features.count; i++) {
    const slot = expert.vocabulary.slotOf(features.hashes[i]!);
    if (slot < 0) continue;
    const count = counter.counts[slot]!;
    const difference =
      weights[slot * classes + family]! * scale[family]! -
      weights[slot * classes + against]! * scale[against]!;
    const perOccurrence = (featureValue(count, expert.idf[slot]!) * difference) / (norm * count);
    const first = tokenAt[features.starts![i]!]!;
    const last = tokenAt[features.ends![i]! - 1]!;
    const share = (perOccurrence * bitsPerLogit) / (last - first + 1);
    for (let token = first; token <= last; token++) bits[token]! += share;
  }
  return bits;
}

/** Token that each UTF-16 unit belongs to; spaces belong to the token after them. */
function tokenOfUnit(tokens: Tokens): Int32Array {
  const tokenAt = new Int32Array(tokens.length).fill(Math.max(0, tokens.count - 1));
  let from = 0;
  for (let token = 0; token < tokens.count; token++) {
    const end = tokens.end[token]!;
    tokenAt.fill(token, from, end);
    from = end;
  }
  return tokenAt;
}

/** Greedy: the strongest token not yet used, with its neighbors of the same sign. */
function strongestSpans(tokens: Tokens, bits: Float64Array, expert: string): Evidence[] {
  const order = Int32Array.from(bits.keys()).sort(
    (a, b) => Math.abs(bits[b]!) - Math.abs(bits[a]!) || a - b,
  );
  const used = new Uint8Array(tokens.count);
  const spans: Evidence[] = [];
  for (const peak of order) {
    if (spans.length === spansPerExpert || Math.abs(bits[peak]!) < fewestBits) break;
    if (used[peak] === 1) continue;
    const joins = (token: number): boolean =>
      token >= 0 &&
      token < tokens.count &&
      used[token] === 0 &&
      bits[token]! / bits[peak]! >= joiningPart;
    let first = peak;
    let last = peak;
    while (last - first < longestSpan && joins(last + 1)) last++;
    while (last - first < longestSpan && joins(first - 1)) first--;
    used.fill(1, first, last + 1);
    let sum = 0;
    for (let token = first; token <= last; token++) sum += bits[token]!;
    spans.push({ start: tokens.start[first]!, end: tokens.end[last]!, bits: sum, expert });
  }
  return spans;
}
