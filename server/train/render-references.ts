/** Protocol D as a page, `docs/evaluation-references.md`, and the figures that the advice is made of. */

import {
  fileTexts,
  type Judged,
  type SizeFigures,
  type SourceReferences,
} from './evaluate-references.ts';
import { markdownTable } from './markdown-table.ts';
import { mean } from './mean.ts';
import { rateOf } from './rate.ts';
import type { ShareFigures } from './share-trials.ts';
import { interval } from './text-table.ts';

export function renderReferences(sources: readonly SourceReferences[]): string {
  return `# Evaluation of matched references

Protocol D: local profiles fitted to references, on prompts that these do not answer. Written by
\`npm run evaluate:references\`; what the numbers mean is in [references.md](references.md).

The profile that is begun with, and that stands in the first row of each table, was fitted without any of these sources. Of
each source, the families with the most texts take part, but for one, which is among nobody's references: its
texts are the strangers. Prompts are parted by a hash: two fifths are judged, the others are learned from.
_Single texts_ and _groups of 10_ are shares named rightly, each family counting once; _off_ is the expected
calibration error, of which chance alone makes some 0.04 with so few texts; a _match_ is a verdict of that name.
To the profile that ships, single texts may be by any family that it knows; groups are named among these families
only. Seconds are of one core of a busy machine, so two free ones take less than half.

${sources.map(sourceSection).join('\n')}
${sharesSection(
  sources.map(({ source, byDefault, sizes }) => ({
    source,
    none: byDefault.shares,
    sizes: sizes.flatMap(({ size, judged: { shares } }) =>
      shares === null ? [] : { size, shares },
    ),
  })),
)}

## What twice as many are worth

Of the single texts that are wrong with so many references of each family, the share that still is with twice as
many. The advice that \`references fit\` gives is made of the means.

${markdownTable(
  ['references of each family', ...sources.map(({ source }) => source), 'mean'],
  leftOvers(sources).map(({ from, shares, mean: average }) => [
    `${from} → ${from * 2}`,
    ...shares.map((share) => (share === null ? '—' : share.toFixed(2))),
    average.toFixed(2),
  ]),
)}
`;
}

interface SourceSharesRow {
  readonly source: string;
  /** By the profile that ships. */
  readonly none: ShareFigures | null;
  readonly sizes: readonly { readonly size: number; readonly shares: ShareFigures }[];
}

/** Protocol G by matched references. */
function sharesSection(rows: readonly SourceSharesRow[]): string {
  const sizes = rows[0]?.sizes.map(({ size }) => size) ?? [];
  const columns = rows.map(({ none, sizes: own }) => [none, ...own.map(({ shares }) => shares)]);
  const means = columns[0]?.map((_, at) => {
    const known = columns.flatMap((figures) => figures[at] ?? []);
    return [
      mean(known.map(({ error }) => error)).toFixed(3),
      points(mean(known.map(({ coverage }) => coverage))),
      mean(known.map(({ width }) => width)).toFixed(2),
    ];
  });
  return `## Shares of a file

Protocol G: files of ${fileTexts.toLocaleString('en')} of the texts that are judged, in which one family has a share of 0, 1, 5, 10, 25,
50, 75 or 100 %, the others equal parts of the rest, and each family is the one in turn. _Off_ is the mean
absolute error of that share, _held_ how many in a hundred of all families' shares lay in their 95 % intervals,
_wide_ how wide the interval of the one share is. The goal for unseen sources is 0.03 and 93 to 97.

${markdownTable(
  [
    'source',
    ...['none: off', 'held', 'wide'],
    ...sizes.flatMap((size) => [`${size} of each: off`, 'held', 'wide']),
  ],
  [
    ...rows.map(({ source }, at) => [source, ...columns[at]!.flatMap(shareCells)]),
    ['mean', ...(means ?? []).flat()],
  ],
)}`;
}

function shareCells(figures: ShareFigures | null): string[] {
  if (figures === null) return ['—', '—', '—'];
  return [figures.error.toFixed(3), points(figures.coverage), figures.width.toFixed(2)];
}

function sourceSection(source: SourceReferences): string {
  const { families, stranger, prompts, byDefault, sizes } = source;
  return `## ${source.source}

${families.join(', ')}; stranger: ${stranger}. Answers to ${prompts.toLocaleString('en')} prompts to learn from.

${markdownTable(
  [
    ...['references of each family', 'texts', 'single texts', 'groups of 10', 'off'],
    ...['matches', 'of them right', 'strangers called a match', 'the card says', 'seconds'],
  ],
  [
    ['none: the profile that ships', '—', ...judgedCells(byDefault), '—', '—'],
    ...sizes.map(sizeRow),
  ],
)}
`;
}

function sizeRow({ size, references, judged, card, seconds }: SizeFigures): string[] {
  return [
    String(size),
    references.toLocaleString('en'),
    ...judgedCells(judged),
    `${points(card.family)} / ${points(card.familyOf10)}`,
    seconds.toFixed(0),
  ];
}

function judgedCells(judged: Judged): string[] {
  const { rows, groupsOf10, calibrationError, matches, rightMatches } = judged;
  return [
    points(rows),
    points(groupsOf10),
    calibrationError.toFixed(3),
    `${matches} of ${judged.texts}`,
    interval(rateOf(rightMatches, matches)),
    `${judged.strangerMatches} of ${judged.strangers}`,
  ];
}

/** Sizes that were tried with twice as many as well, as far as a source has so many texts. */
function leftOvers(
  sources: readonly SourceReferences[],
): { from: number; shares: (number | null)[]; mean: number }[] {
  const [first] = sources;
  return (first?.sizes ?? []).slice(0, -1).map(({ size: from }, at) => {
    const shares = sources.map(({ sizes }) => {
      const [few, many] = [sizes[at]!, sizes[at + 1]!];
      const isTwice = many.references >= 1.8 * few.references;
      return isTwice ? (1 - many.judged.rows) / (1 - few.judged.rows) : null;
    });
    return { from, shares, mean: mean(shares.filter((share) => share !== null)) };
  });
}

function points(share: number): string {
  return (share * 100).toFixed(1);
}
