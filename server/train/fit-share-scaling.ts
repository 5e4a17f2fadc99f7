/** Held-out posteriors → likelihoods of families for shares: a multinomial logistic regression that begins as the
 *  posteriors are, and is held near that. Every family counts the same. */

import { logPosterior } from '../engine/label-shift.ts';
import { softmax } from '../engine/numbers.ts';
import type { ShareScaling } from '../engine/profile.ts';
import type { UnseenText } from './calibrate-unseen.ts';

/** By then nothing moves any more that matters. Steps are Adam's (Kingma and Ba 2015). */
const rounds = 150;
const step = 0.05;
const [momentum, memory] = [0.9, 0.99];
/** Of three and ten times as much, and a third, nothing was better. */
const pull = 0.003;
/** With more, the matrix would have more numbers than there are texts for; posteriors stay as they are. */
const mostFamilies = 40;

export function fitShareScaling(texts: readonly UnseenText[], size: number): ShareScaling {
  const counts = new Float64Array(size);
  for (const { family } of texts) counts[family]!++;
  const learned = [...counts.keys()].filter((k) => counts[k]! > 0);
  const parameters = new Float64Array((size + 1) * size);
  if (size <= mostFamilies) descend(texts, counts, learned, parameters);
  return {
    learned,
    weights: Array.from(parameters.subarray(0, size * size), rounded),
    bias: Array.from(parameters.subarray(size * size), rounded),
  };
}

/** `parameters`: the matrix, then the biases; changed in place. */
function descend(
  texts: readonly UnseenText[],
  counts: Float64Array,
  learned: readonly number[],
  parameters: Float64Array,
): void {
  const size = counts.length;
  // A constant 1 behind the logarithms stands for the bias.
  const inputs = texts.map(({ posterior }) => {
    const input = new Float64Array(size + 1).fill(1);
    logPosterior(posterior, input.subarray(0, size));
    return input;
  });
  const gradient = new Float64Array(parameters.length);
  const mean = new Float64Array(parameters.length);
  const square = new Float64Array(parameters.length);
  const logits = new Float64Array(learned.length);
  for (let round = 1; round <= rounds; round++) {
    for (let at = 0; at < gradient.length; at++) gradient[at] = pull * parameters[at]!;
    texts.forEach(({ family }, i) => {
      const input = inputs[i]!;
      for (let at = 0; at < learned.length; at++) {
        const k = learned[at]!;
        let sum = input[k]!;
        for (let j = 0; j <= size; j++) sum += input[j]! * parameters[j * size + k]!;
        logits[at] = sum;
      }
      softmax(logits);
      const weight = 1 / (counts[family]! * learned.length);
      for (let at = 0; at < learned.length; at++) {
        const k = learned[at]!;
        const error = weight * (logits[at]! - (k === family ? 1 : 0));
        for (let j = 0; j <= size; j++) gradient[j * size + k]! += error * input[j]!;
      }
    });
    for (let at = 0; at < parameters.length; at++) {
      mean[at] = momentum * mean[at]! + (1 - momentum) * gradient[at]!;
      square[at] = memory * square[at]! + (1 - memory) * gradient[at]! ** 2;
      const speed = mean[at]! / (1 - momentum ** round);
      const length = square[at]! / (1 - memory ** round);
      parameters[at]! -= (step * speed) / (Math.sqrt(length) + 1e-8);
    }
  }
}

/** Short in the header of a profile. */
function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
