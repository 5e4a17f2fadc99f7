/** Seeded pseudo-random numbers; the only source of chance anywhere. Algorithm: mulberry32. */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Integer in [0, limit). */
  below(limit: number): number;
  /** Reorders in place, every order equally likely (Fisher–Yates). */
  shuffle(items: Int32Array): void;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const shuffle = (items: Int32Array): void => {
    for (let i = items.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
  };
  return { next, below, shuffle };
}
