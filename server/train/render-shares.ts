/** Protocol G in domain, and drift, as a page: `docs/evaluation-shares.md`. */

import { type DriftFigures, joinKinds } from './drift-trials.ts';
import type { SharesEvaluation, SourceShares } from './evaluate-shares.ts';
import { markdownTable } from './markdown-table.ts';
import { rateOf } from './rate.ts';
import { shareFigures, shareLevels, type ShareTrial } from './share-trials.ts';

const claude = 'claude';

export function renderShares({ sources, drift }: SharesEvaluation): string {
  return `# Evaluation of shares and drift

Written by \`npm run evaluate:shares\`; do not edit it by hand. How shares are estimated is in
[method.md](method.md#over-a-file). Shares on sources that nobody has seen are in [evaluation.md](evaluation.md#c-and-g-unseen-sources),
those by matched references in [evaluation-references.md](evaluation-references.md).

## G: shares in files of a known source

A profile is made of two thirds of a source's prompts, as \`teacherprint train\` makes it; files are made of the
texts of the last third. The scaling by which shares are the likeliest is fitted within the two thirds, to posteriors by
weights that had not seen their prompts. So weights, scaling and files are of three different sets of prompts. How shares are estimated was chosen with another third of the
prompts as the last one.

One family has a share of ${listed(shareLevels.map((level) => `${level * 100} %`))} of a file, the others equal parts of the rest.
_Off_ is the mean absolute error of that one share; the mark of the design, 0.0067 at 1,000 texts, is this for
Claude among eleven models of \`alpaca_eval\`, reached on twice as many prompts. _Held_ is how many of all families' shares
lay in their 95 % intervals, _wide_ how wide the interval of that one share is. Texts are drawn with replacement
from so few prompts that a file of 1,000 holds many texts twice, and larger files come no closer: what is left is
the chance of the prompts, here and where the scaling was fitted, and that weights which have seen all that they may
learn from are a little surer than those of the held-out parts that it was fitted to.

${sources.map(sourceSection).join('\n\n')}

## Drift

The profile that ships on texts of \`alpaca_eval\`, a source that it has not seen. A _steady_ file is by one to five
authors who take turns at random from its beginning to its end; the alarm that is asked for is at most one in a
hundred. A _join_ is a file by one author up to a place in its middle half, and then by another, or half by another.
_Misplaced_: found, but by more than a twentieth of the file from where it is.

${markdownTable(
  [
    'rows',
    'steady files with an alarm',
    ...joinKinds.flatMap((kind) => [`found: ${kind}`, 'misplaced']),
  ],
  drift.map(driftRow),
)}

A change is only shown where some share moves by five points. Shares on an unseen source move less than the truth, which
is why the limit is no higher: with 15 points two joins of five were shown, and no fewer false alarms. It was
set by hand on these very files.
`;
}

function sourceSection({
  source,
  families,
  learnedFrom,
  pool,
  prompts,
  right,
  sizes,
}: SourceShares): string {
  const number = (value: number): string => value.toLocaleString('en');
  return `### ${source}

${families.length} families (${families.join(', ')}); learned from ${number(learnedFrom)} texts, files of
${number(pool)} others, answers to ${prompts} prompts. Of these single texts, ${percent(right / pool)} % are rightly named.

${markdownTable(
  [
    ...['texts', 'Claude: off', 'held', 'wide'],
    ...['every family in turn: off', 'held', 'wide', 'files'],
  ],
  sizes.map(({ texts, trials }) => [
    number(texts),
    ...cells(trials.filter(({ family }) => family === claude)),
    ...cells(trials),
    number(trials.length),
  ]),
)}

Claude's share at 1,000 texts, by what it is:

${markdownTable(
  ['share', ...shareLevels.map((level) => `${level * 100} %`)],
  [['off', ...levelErrors(sizes.at(-1)!.trials)]],
)}`;
}

function cells(trials: readonly ShareTrial[]): string[] {
  const { error, coverage, width } = shareFigures(trials);
  return [error.toFixed(4), percent(coverage), width.toFixed(3)];
}

function levelErrors(trials: readonly ShareTrial[]): string[] {
  return shareLevels.map((level) => {
    const own = trials.filter(
      ({ family, truth }) => family === claude && Math.abs(truth - level) < 0.001,
    );
    return shareFigures(own).error.toFixed(4);
  });
}

function driftRow({ rows, steady, alarms, joins }: DriftFigures): string[] {
  return [
    rows.toLocaleString('en'),
    rate(alarms, steady),
    ...joins.flatMap(({ files, found, misplaced }) => [rate(found, files), String(misplaced)]),
  ];
}

/** Percent, with its interval. */
function rate(count: number, of: number): string {
  const { low, high } = rateOf(count, of);
  return `${percent(count / of)} % (${percent(low)}–${percent(high)}; ${count} of ${of})`;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}
