/** Every row of a list of any length can be reached, and the bar stands where the list is. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampOffset,
  highestOffset,
  isScaled,
  offsetOf,
  offsetShowing,
  scrollTopOf,
  type Surface,
  surfaceHeight,
} from '../../../media/viewer/scroll-scale.ts';

const surface: fc.Arbitrary<Surface> = fc.record({
  rows: fc.oneof(fc.nat(2000), fc.nat(2_000_000_000)),
  rowHeight: fc.integer({ min: 10, max: 80 }),
  viewport: fc.nat(3000),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

function check(property: (shown: Surface, share: number) => void): void {
  fc.assert(fc.property(surface, share, property), { numRuns: 1000 });
}

test('a bar that is set to an offset says that offset', () => {
  check((shown, part) => {
    const offset = clampOffset(part * highestOffset(shown), shown);
    const top = scrollTopOf(offset, shown);
    expect(top).toBeLessThanOrEqual(Math.max(0, surfaceHeight(shown) - shown.viewport) + 1e-6);
    expect(offsetOf(top, shown)).toBeCloseTo(offset, 1);
  });
});

test('both ends of the bar are the ends of the list', () => {
  check((shown) => {
    expect(offsetOf(0, shown)).toBe(0);
    expect(offsetOf(surfaceHeight(shown) - shown.viewport, shown)).toBeCloseTo(
      highestOffset(shown),
      1,
    );
  });
});

test('a row that is shown is seen as a whole, if there is room for it', () => {
  check((shown, part) => {
    fc.pre(shown.rows > 0 && shown.viewport >= shown.rowHeight);
    const row = Math.floor(part * (shown.rows - 1));
    const offset = offsetShowing(row, highestOffset(shown) / 3, shown);
    expect(row * shown.rowHeight).toBeGreaterThanOrEqual(offset);
    expect((row + 1) * shown.rowHeight).toBeLessThanOrEqual(offset + shown.viewport + 1e-6);
  });
});

test('a row that is seen already stays where it is', () => {
  const shown = { rows: 100, rowHeight: 20, viewport: 200 };
  expect(offsetShowing(12, 200, shown)).toBe(200);
  expect(offsetShowing(9, 200, shown)).toBe(180);
  expect(offsetShowing(20, 200, shown)).toBe(220);
});

test('only lists that no browser can draw are scaled', () => {
  const shown = { rowHeight: 26, viewport: 800 };
  expect(isScaled({ ...shown, rows: 300_000 })).toBe(false);
  expect(isScaled({ ...shown, rows: 5_000_000 })).toBe(true);
  expect(surfaceHeight({ ...shown, rows: 5_000_000 })).toBe(8_000_000);
});
