import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../server/engine/random.ts';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import type { UnseenText } from '../../../server/train/calibrate-unseen.ts';
import { fitMixture } from '../../../server/train/fit-mixture.ts';

const families = ['first', 'second', 'third', 'other'];

/** Texts of six sources. What a family's posterior looks like varies between sources by `unlike`. */
function textsOf(unlike: number): UnseenText[] {
  const random = createRandom(1);
  return Array.from({ length: 6 }, (_, s) => `source ${s}`).flatMap((source) =>
    families.flatMap((_, family) => {
      const shape = families.map((__, k) => (k === family ? 3 : 1) + unlike * random.next());
      return Array.from({ length: 10 }, (): UnseenText => {
        const values = shape.map((value) => value + 0.1 * random.next());
        const total = values.reduce((sum, value) => sum + value, 0);
        return {
          source,
          family,
          model: '',
          chars: 1000,
          weight: 1,
          experts: [],
          texture: [],
          posterior: toBasisPoints(values.map((value) => value / total)),
        };
      });
    }),
  );
}

describe('what shares are to be allowed for', () => {
  const alike = fitMixture(textsOf(0), families);
  const unlike = fitMixture(textsOf(2), families);

  test('is little where sources are alike, and much where they are not', () => {
    expect(alike.shareError).toBeLessThan(0.02);
    expect(unlike.shareError).toBeGreaterThan(alike.shareError * 3);
    expect(Math.max(...alike.shareErrors.above)).toBeLessThan(0.1);
    expect(Math.max(...unlike.shareErrors.above)).toBeGreaterThan(0.2);
  });

  test('holds on a source that had no say in it', () => {
    expect(alike.shareCoverage).toBeGreaterThan(0.9);
    expect(unlike.shareCoverage).toBeGreaterThan(0.9);
    // Nor are intervals so wide that they hold anything.
    expect(unlike.shareCoverage).toBeLessThan(1);
  });

  test('has as many bins as bounds make', () => {
    const { bounds, below, above } = unlike.shareErrors;
    expect([below.length, above.length]).toEqual([bounds.length + 1, bounds.length + 1]);
    expect(unlike.unexplainedNull).toEqual(unlike.unexplainedNull.toSorted((a, b) => a - b));
  });
});
