/** Measurements of near-duplicates → the page, with what they do not say. */

import { leastSimilarity, minima } from '../../server/engine/sketch.ts';
import { type EditRow, lengths, type SourceRow, textsPerLength } from './measure.ts';

export function renderDuplicates(
  editedSource: string,
  edits: readonly EditRow[],
  sources: readonly SourceRow[],
): string {
  return `# Near-duplicates

Written by \`npm run bench:duplicates\`; do not edit it by hand.

Two texts are near-duplicates if their sketches of ${minima} minima agree in at least ${leastSimilarity * 100} %
(\`server/engine/sketch.ts\`), and so are all that are joined by others (\`group-similar.ts\`). Beside each
figure stands what it is compared with: the share of their runs of three words that two texts have in
common (Jaccard's index), counted without sketches.

## Edited texts

Of ${textsPerLength} texts of each length in \`${editedSource}\`, how many are found after an edit, and what
share of their runs the edit left them on average.

| edit | ${lengths.map(({ name }) => name).join(' | ')} |
| --- | ${lengths.map(() => '---:').join(' | ')} |
${edits.map(renderEdit).join('\n')}

Whoever changes a word in a short text changes much of it, and a changed word in ten makes a text that
shares about half of its runs: such texts are meant to be left apart.

## Different texts

Answers of many models to the same prompts, and of one model to prompts that are alike. A near copy is right
if it shares most of its runs with another text of its cluster. The last column asks the other way round:
of all pairs of answers to one prompt that share at least 80 %, how many were found.

| source | different texts | near copies | share ≥ 80 % | 60–80 % | < 60 % | pairs ≥ 80 % | found |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${sources.map(renderSource).join('\n')}

Near copies of these sources are mostly refusals, lists and code that the prompt prescribes. Runs are of
letters in the sketch and of words here, so that formulas, drawings and texts of a few words differ more in
this table than they do for a reader.
`;
}

function renderEdit({ edit, cells }: EditRow): string {
  const shown = cells.map(({ found, jaccard }) => `${percent(found)} (${percent(jaccard)})`);
  return `| ${edit} | ${shown.join(' | ')} |`;
}

function renderSource(row: SourceRow): string {
  const found = row.pairs === 0 ? '' : percent(row.pairsFound / row.pairs);
  const { texts, nearCopies, above80, above60, below60, pairs } = row;
  const counts = [texts, nearCopies, above80, above60, below60, pairs];
  const shown = counts.map((n) => n.toLocaleString('en'));
  return `| \`${row.source}\` | ${shown.join(' | ')} | ${found} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`;
}
