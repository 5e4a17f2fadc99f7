import { describe, expect, test } from 'vitest';
import { groupAccuracy } from '../../../server/train/group-accuracy.ts';
import { rateOf } from '../../../server/train/rate.ts';
import { reliabilityOf } from '../../../server/train/reliability.ts';

describe('intervals of rates', () => {
  // Wilson's bounds, worked out by hand from the formula.
  test.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [0, 0, 0, 1],
    [3, 3000, 0.0003, 0.0029],
  ])('%i of %i', (count, of, low, high) => {
    const rate = rateOf(count, of);
    expect(rate.low).toBeCloseTo(low, 3);
    expect(rate.high).toBeCloseTo(high, 3);
  });
});

describe('groups', () => {
  const weak = (label: number): { label: number; scores: number[] }[] => [
    { label, scores: label === 0 ? [1, 0] : [0, 1] },
    { label, scores: label === 0 ? [0.4, 0.5] : [0.5, 0.4] },
  ];

  test('many weak texts say together what one of them does not', () => {
    const texts = [...weak(0), ...weak(1)];
    expect(groupAccuracy(texts, 1, 2)).toBeLessThan(0.7);
    expect(groupAccuracy(texts, 50, 2)).toBe(1);
  });

  test('classes beyond the competing ones have no say', () => {
    expect(groupAccuracy([{ label: 0, scores: [1, 0, 9] }], 5, 2)).toBe(1);
  });
});

describe('reliability', () => {
  const said = (probability: number, isRight: boolean, weight = 1) => ({
    probability,
    isRight,
    weight,
  });

  test('true probabilities have no error', () => {
    const texts = Array.from({ length: 10 }, (_, i) => said(0.7, i < 7));
    expect(reliabilityOf(texts).error).toBeCloseTo(0);
  });

  test('boasts are measured by how far they are off', () => {
    const texts = [said(0.95, true), said(0.95, false)];
    expect(reliabilityOf(texts).error).toBeCloseTo(0.45);
  });

  test('weights count, bins keep their texts, 1 is in the last bin', () => {
    const { bins } = reliabilityOf([said(1, true, 3), said(1, false, 1), said(0, false)]);
    expect(bins[9]).toEqual({ texts: 2, probability: 1, right: 0.75 });
    expect(bins[0]).toEqual({ texts: 1, probability: 0, right: 0 });
    expect(bins[5]).toEqual({ texts: 0, probability: 0, right: 0 });
  });
});
