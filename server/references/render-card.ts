/** A local profile's card for a person: lines of text, names in them as they were given. */

import { ledgerLine } from '../train/ledger.ts';
import { rateOf } from '../train/rate.ts';
import { familyTotals, rightMatchesLine } from '../train/render-own-card.ts';
import { fieldLine, interval, percent } from '../train/text-table.ts';
import type { ReferencesCard } from './make-references.ts';

export function renderReferencesCard(card: ReferencesCard): string[] {
  const { figures, references } = card;
  const totals = familyTotals(card);
  return [
    `profile ${card.id}: ${card.summary}`,
    '',
    ledgerLine(card.ledger, 'learned from'),
    fieldLine(card.files),
    `families: ${[...totals].map(([family, texts]) => `${family} ${texts.toLocaleString('en')}`).join(', ')}`,
    `languages: ${card.languages.length === 0 ? 'none that could be told' : card.languages.join(', ')}`,
    '',
    card.heldOut.statement,
    `Right first: ${percent(references.rows)} of single texts, ${percent(references.groupsOf10)} of groups of 10 by one family.`,
    matchLine(card),
    ...(references.strangers === 0
      ? []
      : [
          `Strangers called a match: ${references.strangerMatches} of ${references.strangers}, ` +
            `${interval(rateOf(references.strangerMatches, references.strangers))}.`,
        ]),
    `Probabilities are off by ${figures.calibrationError.toFixed(3)} on average; shares of a file by ${figures.shareError.toFixed(3)}.`,
    ...(references.advice === null ? [] : [references.advice.sentence]),
  ];
}

function matchLine({ figures }: ReferencesCard): string {
  if (figures.threshold === 1) {
    return (
      'No threshold kept the promise that 95 % of matches are right: no single text will be called a match. ' +
      'Probabilities and shares are given all the same.'
    );
  }
  return rightMatchesLine(figures);
}
