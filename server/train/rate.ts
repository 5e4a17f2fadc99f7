/** A share of few cases is not exact: its 95 % interval (Wilson 1927). */

export interface Rate {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

const z = 1.959964;

/** `of` cases, `count` of them counted. The interval of no cases is everything. */
export function rateOf(count: number, of: number): Rate {
  if (of === 0) return { count, of, low: 0, high: 1 };
  const share = count / of;
  const center = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return {
    count,
    of,
    low: count === 0 ? 0 : (center - spread) / scale,
    high: count === of ? 1 : (center + spread) / scale,
  };
}
