/** How many references are worth collecting: what was measured when there were twice as many. */

/** Where the figures are from: `npm run evaluate:references`. */
const measuredIn = 'docs/evaluation-references.md';

/** Of all single texts that are wrong with so many references per family, the share that still is with twice
 *  as many; means over the sources of that page, which a test compares with this. */
export const leftOver: readonly { readonly from: number; readonly share: number }[] = [
  { from: 25, share: 0.89 },
  { from: 50, share: 0.9 },
  { from: 100, share: 0.9 },
  { from: 200, share: 0.91 },
];

export interface SampleSize {
  readonly perFamily: number;
  readonly words: string;
}

/** What each number of references leaves of the errors that the least one makes. */
export const sampleSizes: readonly SampleSize[] = leftOver.reduce<SampleSize[]>(
  (sizes, { from }) => {
    const errors = leftOver
      .filter((known) => known.from <= from)
      .reduce((all, known) => all * known.share, 1);
    const words = `about ${Math.round(errors * 100)} % of the wrong single texts that ${leftOver[0]!.from} leave`;
    return [...sizes, { perFamily: 2 * from, words }];
  },
  [{ perFamily: leftOver[0]!.from, words: 'enough for groups of ten texts, not for single ones' }],
);

export interface Advice {
  readonly perFamily: number;
  /** What single texts right may then be expected. */
  readonly rows: number;
  readonly sentence: string;
}

/** Null where nothing was measured: beyond, more references are no longer worth much. */
export function adviceFor(perFamily: number, rows: number): Advice | null {
  const known = leftOver.findLast(({ from }) => from <= perFamily) ?? leftOver[0]!;
  if (perFamily > 2 * leftOver.at(-1)!.from) return null;
  const wanted = perFamily * 2;
  const expected = 1 - (1 - rows) * known.share;
  return {
    perFamily: wanted,
    rows: expected,
    sentence:
      `With ${wanted} per family instead of ${perFamily}, expect about ${Math.round(expected * 100)} % of single ` +
      `texts right: twice as many left ${Math.round(known.share * 100)} % of the errors where it was measured ` +
      `(${measuredIn}).`,
  };
}
