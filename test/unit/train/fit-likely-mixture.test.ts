import { describe, expect, test } from 'vitest';
import { scaledLikelihoods } from '../../../server/engine/label-shift.ts';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import { createRandom } from '../../../server/engine/random.ts';
import type { UnseenText } from '../../../server/train/calibrate-unseen.ts';
import { fitLikelyMixture } from '../../../server/train/fit-likely-mixture.ts';
import { fitShareScaling } from '../../../server/train/fit-share-scaling.ts';

const families = ['first', 'second', 'third', 'human', 'other'];
const parts = 4;

/** Texts of all families but `human`, whose posteriors say `third` too often, whoever wrote them. */
function textsOf(each: number): UnseenText[] {
  const random = createRandom(3);
  return families.flatMap((name, family) =>
    Array.from({ length: name === 'human' ? 0 : each }, (_, i): UnseenText => {
      const logits = families.map(
        (__, k) => 2.5 * random.next() + (k === family ? 1.5 : 0) + (k === 2 ? 1 : 0),
      );
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
      return {
        source: `part ${i % parts}`,
        family,
        model: '',
        chars: 1000,
        weight: 1,
        experts: [],
        texture: [],
        posterior: toBasisPoints(logits.map((logit) => Math.exp(logit) / total)),
      };
    }),
  );
}

const texts = textsOf(160);

describe('the scaling of posteriors for shares', () => {
  const scaling = fitShareScaling(texts, families.length);

  test('is learned from the families that there are texts of', () => {
    expect(scaling.learned).toEqual([0, 1, 2, 4]);
  });

  test('makes the family of new texts likelier than it was', () => {
    const logLoss = (of: (text: UnseenText) => number): number =>
      texts.reduce((sum, text) => sum - Math.log(of(text)), 0) / texts.length;
    const before = logLoss(({ posterior, family }) => posterior[family]! / 10_000);
    const after = logLoss(
      ({ posterior, family }) => scaledLikelihoods(posterior, scaling)[family]!,
    );
    expect(after).toBeLessThan(before - 0.05);
  });

  test('is the same for the same texts, and nothing for very many families', () => {
    expect(fitShareScaling(texts, families.length)).toEqual(scaling);
    const wide = texts.map((text) => ({
      ...text,
      posterior: [...text.posterior, ...new Array<number>(40).fill(0)],
    }));
    const none = fitShareScaling(wide, families.length + 40);
    expect(new Set([...none.weights, ...none.bias])).toEqual(new Set([0]));
  });
});

describe('what likeliest shares are to be allowed for', () => {
  const few = fitLikelyMixture(textsOf(40), families);
  const many = fitLikelyMixture(texts, families);

  test('is less with more texts', () => {
    expect(many.shareError).toBeLessThan(few.shareError);
    const sum = (of: readonly number[]): number => of.reduce((all, error) => all + error, 0);
    expect(sum(many.shareErrors.above)).toBeLessThan(sum(few.shareErrors.above));
  });

  test('holds on parts that had no say in it', () => {
    for (const { shareCoverage } of [few, many]) expect(shareCoverage).toBeGreaterThan(0.85);
  });
});
