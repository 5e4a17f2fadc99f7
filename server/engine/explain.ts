/**
 * Why a text got its family: every feature's part in the difference of two families' logits, laid
 * on the tokens it covers. The parts add up to that difference exactly, biases aside.
 */

import { sharpnessOf, sumOfExperts } from './calibrate.ts';
import { dampen } from './count-features.ts';
import type { FeatureCounter } from './feature-counter.ts';
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

/** `scorer` has just scored the text, with the places of its features kept. Strongest first. */
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
  const evidence = profile.experts.flatMap((expert, e) => {
    const counter = scorer.counters[e]!;
    const bitsPerLogit = (sharpness * calibration.expertWeights[e]!) / Math.LN2;
    const bits = bitsPerToken(expert, tokens, counter, { family, against, bitsPerLogit });
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
  counter: FeatureCounter,
  { family, against, bitsPerLogit }: Question,
): Float64Array {
  const { weights, scale } = expert.families;
  const classes = scale.length;
  let squares = 0;
  for (let i = 0; i < counter.slotCount; i++) {
    const slot = counter.slots[i]!;
    squares += (dampen(counter.counts[slot]!) * expert.idf[slot]!) ** 2;
  }
  const norm = lengthOf(squares);
  const tokenAt = tokenOfUnit(tokens);
  const bits = new Float64Array(tokens.count);
  const places = counter.places ?? [];
  for (let i = 0; i < places.length; i += 3) {
    const slot = places[i]!;
    const count = counter.counts[slot]!;
    const difference =
      weights[slot * classes + family]! * scale[family]! -
      weights[slot * classes + against]! * scale[against]!;
    const perOccurrence = (dampen(count) * expert.idf[slot]! * difference) / (norm * count);
    const first = tokenAt[places[i + 1]!]!;
    const last = tokenAt[places[i + 2]! - 1]!;
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
