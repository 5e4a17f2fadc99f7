/** Logistic regression per label on the wish that speaks most for it, and its figures by held-out templates. */

import {
  bestWish,
  type BestWish,
  readWords,
  type ReadWords,
  valueBucketBits,
  type ValueLabel,
  valueLabels,
  type ValueModel,
} from '../../server/campaign/axes/value-model.ts';
import { createRandom } from '../../server/engine/random.ts';
import type { ValueExample } from './value-examples.ts';

const epochs = 25;
const rate = 0.3;
const biasRate = 0.01;
const decay = 1e-4;
const otherWish = 0.3;
const seed = 7;
/** Of a word, of two and of three: short features are met again in other templates. */
const loudness = [1, 0.15, 0.15] as const;

interface Weights {
  readonly values: Float64Array;
  bias: number;
}

export function fitValueModel(examples: readonly ValueExample[]): ValueModel {
  const read = examples.map(({ text }) => readWords(text));
  const fitted = valueLabels.map((label) =>
    fitLabel(
      read,
      examples.map((example) => example.label === label),
      // A request may well have two wishes, so another one is a weak example of not having this.
      examples.map(({ label: given }) => (given === label || given === 'none' ? 1 : otherWish)),
    ),
  );
  const scale = Math.max(...fitted.flatMap(({ values }) => [...values].map(Math.abs))) / 127;
  return {
    scale,
    weights: byLabel((i) =>
      Int8Array.from(fitted[i]!.values, (value) => Math.round(value / scale)),
    ),
    bias: byLabel((i) => fitted[i]!.bias),
  };
}

function byLabel<T>(of: (index: number) => T): Record<ValueLabel, T> {
  return Object.fromEntries(valueLabels.map((label, i) => [label, of(i)])) as Record<ValueLabel, T>;
}

/** Stochastic gradient with steps by Adagrad; classes weigh the same. */
function fitLabel(
  read: readonly ReadWords[],
  is: readonly boolean[],
  trust: readonly number[],
): Weights {
  const size = 1 << valueBucketBits;
  const weights: Weights = { values: new Float64Array(size), bias: -1 };
  const squares = new Float64Array(size).fill(1);
  const random = createRandom(seed);
  const order = Int32Array.from(read.keys());
  const positives = is.filter(Boolean).length;
  const boost = Math.sqrt((is.length - positives) / positives);
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order);
    for (const i of order) {
      const words = read[i]!;
      const wish = is[i]!
        ? wholeIfNone(bestWish(words, weights.values), words)
        : bestWish(words, weights.values);
      const probability = 1 / (1 + Math.exp(-(weights.bias + wish.sum)));
      const error = (Number(is[i]) - probability) * trust[i]! * (is[i]! ? boost : 1);
      weights.bias += biasRate * error;
      for (let k = 3 * wish.from; k < 3 * wish.to; k++) {
        // Words of a template come together: leaving half of them out makes each learn to do without the others.
        if (random.below(2) === 0) continue;
        const bucket = words.buckets[k]!;
        const gradient = (error - decay * weights.values[bucket]!) * loudness[k % 3]!;
        squares[bucket]! += gradient * gradient;
        weights.values[bucket]! += (rate * gradient) / Math.sqrt(squares[bucket]!);
      }
    }
  }
  return weights;
}

/** In the beginning no word speaks for anything; then all words of an example learn. */
function wholeIfNone(wish: BestWish, words: ReadWords): BestWish {
  return wish.to > wish.from ? wish : { sum: wish.sum, from: 0, to: words.starts.length };
}
