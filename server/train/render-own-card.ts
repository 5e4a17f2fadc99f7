/** The card of a user's profile for a person: lines of text, names in them as they were given. */

import { count } from '../../protocol/words.ts';
import { ledgerLine } from './ledger.ts';
import type { OwnCard } from './own-card.ts';
import { rateOf } from './rate.ts';
import { fieldLine, interval, percent, table } from './text-table.ts';

export function renderOwnCard(card: OwnCard): string[] {
  const { figures } = card;
  const totals = familyTotals(card);
  return [
    `profile ${card.id}: ${card.summary}`,
    '',
    ledgerLine(card.ledger, 'learned from'),
    fieldLine(card.files),
    `families: ${card.families.map((family) => `${family} ${(totals.get(family) ?? 0).toLocaleString('en')}`).join(', ')}`,
    `languages: ${card.languages.length === 0 ? 'none that could be told' : card.languages.join(', ')}`,
    '',
    card.heldOut.statement,
    ...table(
      ['held out', 'texts', 'right first', 'matches', 'of them right'],
      byName(figures.sources).map((source) => [
        nameOf(source.source, card.heldOut),
        source.texts.toLocaleString('en'),
        source.family === null ? '—' : percent(source.family),
        source.matches.toLocaleString('en'),
        interval(rateOf(source.rightMatches, source.matches)),
      ]),
      [0],
    ),
    '',
    matchLine(figures),
    `Probabilities are off by ${figures.calibrationError.toFixed(3)} on average; shares of a file by ` +
      `${figures.shareError.toFixed(3)}, and ${percent(figures.shareCoverage)} of their 95 % intervals hold the truth.`,
    ...(figures.humanTexts === 0
      ? []
      : [
          `People called a model: ${figures.humanMatches} of ${count(figures.humanTexts, 'text')}, ` +
            `${interval(rateOf(figures.humanMatches, figures.humanTexts))}.`,
        ]),
  ];
}

/** Texts of each family, over all sources. */
export function familyTotals({ data }: Pick<OwnCard, 'data'>): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { families } of data) {
    for (const [family, texts] of Object.entries(families))
      totals.set(family, (totals.get(family) ?? 0) + texts);
  }
  return totals;
}

function nameOf(source: string, { kind, byPrompt }: OwnCard['heldOut']): string {
  return kind === 'sources' && byPrompt.includes(source) ? `${source} (by prompts)` : source;
}

/** Parts of a source beside each other, whichever text came first. */
function byName(sources: OwnCard['figures']['sources']): OwnCard['figures']['sources'] {
  return sources.toSorted((a, b) => (a.source < b.source ? -1 : 1));
}

function matchLine({ threshold, matches, rightMatches }: OwnCard['figures']): string {
  if (threshold === 1) {
    return (
      'No threshold kept the promise that 95 % of matches are right: this profile will call no text a ' +
      'match. Probabilities and shares are given all the same.'
    );
  }
  return rightMatchesLine({ threshold, matches, rightMatches });
}

export function rightMatchesLine({
  threshold,
  matches,
  rightMatches,
}: Pick<OwnCard['figures'], 'threshold' | 'matches' | 'rightMatches'>): string {
  return (
    `A match needs a probability of ${threshold}: ${rightMatches} of ${matches} were right, ` +
    `${interval(rateOf(rightMatches, matches))}. The threshold was chosen on these texts, which flatters.`
  );
}
