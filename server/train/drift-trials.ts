/** Files whose author changes in their middle, and files whose author does not: which of them are found. */

import type { Profile } from '../engine/profile.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { driftOf } from '../scan/drift.ts';
import { PositionStrip } from '../scan/strip.ts';
import type { PooledText } from './share-trials.ts';

export interface DriftFigures {
  readonly rows: number;
  /** Files by a mixture of authors that stays the same, and how many of them were said to change. */
  readonly steady: number;
  readonly alarms: number;
  /** Files with a change, of the kinds below. */
  readonly joins: readonly JoinFigures[];
}

export interface JoinFigures {
  readonly kind: JoinKind;
  readonly files: number;
  readonly found: number;
  /** Found, but more than a twentieth of the file from where it is. */
  readonly misplaced: number;
}

/** One author, then another; or one author's share of a mixture rises by half of the file. */
export const joinKinds = ['another author', 'half of it by another author'] as const;
export type JoinKind = (typeof joinKinds)[number];

const mostTeachers = 5;
/** Where the authors change, in shares of the file. */
const placeBounds = [0.25, 0.75] as const;
const nearby = 0.05;

/** Texts are drawn from `pool` with replacement. */
export function tryDrift(
  profile: Profile,
  pool: readonly PooledText[],
  { rows, steady, joined, seed }: { rows: number; steady: number; joined: number; seed: number },
): DriftFigures {
  const byFamily = [...Map.groupBy(pool, ({ family }) => family).values()];
  const random = createRandom(seed);
  const draw = (authors: readonly number[]): PooledText => {
    const choices = byFamily[authors[random.below(authors.length)]!]!;
    return choices[random.below(choices.length)]!;
  };
  const placesIn = (authorsOf: (row: number) => readonly number[]): number[] => {
    const strip = new PositionStrip(profile.families);
    for (let row = 1; row <= rows; row++) strip.add(row, draw(authorsOf(row)).posterior);
    return driftOf(strip.bins(), profile, seed).map(({ row }) => row);
  };
  let alarms = 0;
  for (let file = 0; file < steady; file++) {
    const authors = someOf(byFamily.length, 1 + random.below(mostTeachers), random);
    if (placesIn(() => authors).length > 0) alarms++;
  }
  const joins = joinKinds.map((kind): JoinFigures => {
    let found = 0;
    let misplaced = 0;
    for (let file = 0; file < joined; file++) {
      const [first, second] = someOf(byFamily.length, 2, random);
      const before = [first!];
      const behind = kind === 'another author' ? [second!] : [first!, second!];
      const [least, most] = placeBounds;
      const place = Math.round((least + random.next() * (most - least)) * rows);
      const places = placesIn((row) => (row <= place ? before : behind));
      if (places.length === 0) continue;
      found++;
      if (places.every((row) => Math.abs(row - place) > nearby * rows)) misplaced++;
    }
    return { kind, files: joined, found, misplaced };
  });
  return { rows, steady, alarms, joins };
}

function someOf(size: number, count: number, random: Random): number[] {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  random.shuffle(order);
  return Array.from(order.subarray(0, count));
}
