/** Tails of the distributions that the axes test against. Algorithms: Press et al., Numerical Recipes, 6.1–6.4. */

import { leastStatedP } from '../../protocol/campaign.ts';
import { logGamma } from '../engine/log-gamma.ts';

const mostTerms = 10_000;
const precise = 1e-15;

/** P(X > x) of a gamma distribution with this shape and scale 1. */
function gammaUpper(shape: number, x: number): number {
  if (x <= 0) return 1;
  const factor = Math.exp(-x + shape * Math.log(x) - logGamma(shape));
  return x < shape + 1 ? 1 - factor * lowerSeries(shape, x) : factor * upperFraction(shape, x);
}

function gammaLower(shape: number, x: number): number {
  if (x <= 0) return 0;
  const factor = Math.exp(-x + shape * Math.log(x) - logGamma(shape));
  return x < shape + 1 ? factor * lowerSeries(shape, x) : 1 - factor * upperFraction(shape, x);
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < mostTerms && term > sum * precise; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** Lentz's continued fraction. */
function upperFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < mostTerms; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = 1 / nonZero(a * d + b, tiny);
    c = nonZero(b + a / c, tiny);
    h *= d * c;
    if (Math.abs(d * c - 1) < precise) break;
  }
  return h;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

export function statedP(value: number): number {
  return Math.max(leastStatedP, value);
}

export function chiSquareLower(statistic: number, degrees: number): number {
  return gammaLower(degrees / 2, statistic / 2);
}

export function chiSquareUpper(statistic: number, degrees: number): number {
  return gammaUpper(degrees / 2, statistic / 2);
}

/** P(X ≤ count) of a Poisson distribution. */
export function poissonLower(count: number, mean: number): number {
  return mean <= 0 ? 1 : gammaUpper(count + 1, mean);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** P(X ≥ count) among `trials` that succeed with this probability. */
export function binomialUpper(count: number, trials: number, probability: number): number {
  if (count <= 0) return 1;
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  const [log, logRest] = [Math.log(probability), Math.log1p(-probability)];
  return sumTail(count, trials, (k) => logChoose(trials, k) + k * log + (trials - k) * logRest);
}

/** P(X ≥ count) of the marked among `drawn` of `total`, of which `marked` are marked: Fisher's exact test. */
export function hypergeometricUpper(
  count: number,
  {
    drawn,
    marked,
    total,
  }: { readonly drawn: number; readonly marked: number; readonly total: number },
): number {
  if (count <= Math.max(0, drawn + marked - total)) return 1;
  const all = logChoose(total, drawn);
  return sumTail(
    count,
    Math.min(drawn, marked),
    (k) => logChoose(marked, k) + logChoose(total - marked, drawn - k) - all,
  );
}

/** Terms of a unimodal distribution from `first` on. */
function sumTail(first: number, last: number, logTerm: (k: number) => number): number {
  let sum = 0;
  for (let k = first; k <= last; k++) {
    const term = Math.exp(logTerm(k));
    sum += term;
    // Behind the mode, terms only become smaller.
    if (term < sum * precise && k > first) break;
  }
  return Math.min(1, sum);
}
