/** Protocol D as a page, `docs/evaluation-references.md`, and the figures that the advice is made of. */

import type { Judged, SizeFigures, SourceReferences } from './evaluate-references.ts';
import { mean } from './mean.ts';
import { rateOf } from './rate.ts';
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
## What twice as many are worth

Of the single texts that are wrong with so many references of each family, the share that still is with twice as
many. The advice that \`references fit\` gives is made of the means.

${table(
  ['references of each family', ...sources.map(({ source }) => source), 'mean'],
  leftOvers(sources).map(({ from, shares, mean: average }) => [
    `${from} → ${from * 2}`,
    ...shares.map((share) => (share === null ? '—' : share.toFixed(2))),
    average.toFixed(2),
  ]),
)}
`;
}

function sourceSection(source: SourceReferences): string {
  const { families, stranger, prompts, byDefault, sizes } = source;
  return `## ${source.source}

${families.join(', ')}; stranger: ${stranger}. Answers to ${prompts.toLocaleString('en')} prompts to learn from.

${table(
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

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}
