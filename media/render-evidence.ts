/** Why one text got its verdict: what speaks for the family, what against, and how sure that is. */

import type { ExplanationView, SampleView } from '../protocol/views.ts';
import { bitsOf, expertWord, signedBits, strengthOf, untypicalWords } from '../protocol/words.ts';
import { type Child, element, quote, svg } from './element.ts';
import { renderNearest } from './render-nearest.ts';
import { fileName, type Piece, piecesOf, placeWords } from './view-model.ts';
import { familyWord, flagWords, number, probability, visible } from './words.ts';

export interface ShownExplanation {
  readonly explanation: ExplanationView;
  /** Null: a selection. */
  readonly uri: string | null;
}

/** More pieces than these add little, and nobody reads them; all are marked in the text. */
const mostPieces = 24;
const barHeight = 10;

/** Within the list of samples, its sample stands above it and says where it is. */
export function renderEvidence(
  { explanation, uri }: ShownExplanation,
  { isListed }: { isListed: boolean },
): HTMLElement {
  const { sample, evidence, nearest, analysedChars, text } = explanation;
  const place = uri === null ? 'Selection' : placeWords(sample);
  const file = uri === null ? '' : `${visible(fileName({ path: decodeURIComponent(uri) }))}, `;
  const verdict = verdictWords(explanation);
  return element(
    'section',
    { class: 'evidence', 'aria-label': `Evidence: ${place}` },
    isListed
      ? element('h3', {}, `Why ${verdict}`)
      : element('h2', {}, `${file}${place}: ${verdict}`),
    ...renderNumbers(explanation),
    element('p', { class: 'aside' }, explanation.errorRate),
    analysedChars < text.length && sample.skipped === null
      ? element(
          'p',
          { class: 'aside' },
          `Only the first ${number(analysedChars)} of ${number(text.length)} characters were analyzed.`,
        )
      : null,
    renderLeaks(explanation),
    nearest.length > 0 ? renderNearest(nearest) : null,
    evidence.length > 0 ? renderPieces(explanation) : null,
  );
}

function verdictWords({ sample }: ExplanationView): string {
  if (sample.skipped !== null) return 'not analyzed';
  if (sample.verdict === 'match') return familyWord(sample.family ?? 'unknown');
  return sample.verdict === 'unknown' ? 'unknown' : 'too short to judge';
}

function renderNumbers({ sample, against }: ExplanationView): Child[] {
  const { family, model, modelProbability, problem } = sample;
  if (problem !== null) return [element('p', {}, visible(problem))];
  if (family === null || sample.probability === null) return [];
  const bits = bitsOf(sample.probability);
  const closest = sample.verdict === 'match' ? '' : 'Closest known: ';
  const versus = against === null ? '' : `, weighed against ${familyWord(against)}`;
  const likely =
    model === null || modelProbability === null
      ? null
      : element(
          'p',
          {},
          'Most probable model: ',
          element('code', {}, model),
          ` (probability ${probability(modelProbability)})`,
        );
  return [
    element(
      'p',
      {},
      `${closest}${familyWord(family)}, probability ${probability(sample.probability)}, ` +
        `${signedBits(bits)} bits (${strengthOf(bits)})${versus}.`,
    ),
    renderUntypical(sample),
    likely,
  ];
}

function renderUntypical({ typicality }: SampleView): HTMLElement | null {
  const words = untypicalWords(typicality);
  return words === null ? null : element('p', {}, `Closest, but ${words}.`);
}

function renderLeaks({ leaks, text }: ExplanationView): HTMLElement | null {
  if (leaks.length === 0) return null;
  return element(
    'ul',
    { class: 'leaks', 'aria-label': 'Leaks' },
    ...leaks.map(({ flag, start, end, claims }) =>
      element(
        'li',
        {},
        element('strong', {}, flagWords[flag]),
        claims === null ? ': ' : ` (${familyWord(claims)}): `,
        quote(visible(text.slice(start, end))),
      ),
    ),
  );
}

function renderPieces({ evidence, sample, against }: ExplanationView): HTMLElement {
  const pieces = piecesOf(evidence).slice(0, mostPieces);
  const most = Math.abs(pieces[0]?.bits ?? 0);
  const family = familyWord(sample.family ?? 'the family');
  const rival = against === null ? '' : ` rather than ${familyWord(against)}`;
  return element(
    'table',
    {},
    element('caption', {}, `For (+) and against (−) ${family}${rival}, in bits`),
    element(
      'thead',
      { class: 'unseen' },
      element('tr', {}, ...['Text', 'Bits', 'Balance'].map((name) => element('th', {}, name))),
    ),
    element('tbody', {}, ...pieces.map((piece) => renderPiece(piece, most))),
  );
}

function renderPiece({ text, bits, times, experts }: Piece, most: number): HTMLElement {
  const again = times === 1 ? null : element('span', { class: 'aside' }, ` ×${times}`);
  return element(
    'tr',
    {
      class: bits > 0 ? 'for' : 'against',
      title: `Seen in: ${experts.map(expertWord).join(', ')}`,
    },
    element('td', { class: 'text' }, element('div', {}, quote(text), again)),
    element('td', { class: 'bits' }, signedBits(bits, most < 1 ? 2 : 1)),
    element('td', { class: 'balance' }, renderBalance(bits, most)),
  );
}

/** From the middle: to the right what speaks for the family, to the left what speaks against it. */
function renderBalance(bits: number, most: number): SVGElement {
  const width = (50 * Math.abs(bits)) / Math.max(most, 1e-9);
  const x = bits > 0 ? 50 : 50 - width;
  return svg(
    'svg',
    { height: barHeight, 'aria-hidden': 'true' },
    svg('line', { class: 'axis', x1: '50%', x2: '50%', y1: 0, y2: barHeight }),
    svg('rect', { x: `${x}%`, width: `${width}%`, y: 1, height: barHeight - 2 }),
  );
}
