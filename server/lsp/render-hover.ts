/** An explanation in a few lines, as a hover shows it. */

import type { EvidenceView, ExplanationView, NearFamilyView } from '../../protocol/views.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import {
  bitsOf,
  expertWord,
  signedBits,
  skipWords,
  strengthOf,
  untypicalWords,
} from '../../protocol/words.ts';
import { probabilityText } from '../report/words.ts';
import { inlineCode, plainText } from './escape-markdown.ts';

const mostChars = 4000;
const piecesFor = 3;
const piecesAgainst = 2;
const charsOfPiece = 80;

interface Markup {
  readonly strong: (words: string) => string;
  /** A name that is not ours. */
  readonly name: (text: string) => string;
  /** A piece of the dataset. */
  readonly quote: (text: string) => string;
}

const markdown: Markup = {
  strong: (words) => `**${words}**`,
  name: plainText,
  quote: inlineCode,
};

const plain: Markup = {
  strong: (words) => words,
  name: escapeTerminal,
  quote: (text) => `"${escapeTerminal(text)}"`,
};

export function renderHover(explanation: ExplanationView, isMarkdown: boolean): string {
  const markup = isMarkdown ? markdown : plain;
  const { sample, evidence, against, nearest, leaks, errorRate } = explanation;
  const lines = [headline(explanation, markup)];
  if (sample.skipped === null) {
    const piece = (found: EvidenceView): string => pieceLine(found, markup);
    const pro = evidence.filter(({ bits }) => bits > 0).slice(0, piecesFor);
    const contra = evidence.filter(({ bits }) => bits < 0).slice(0, piecesAgainst);
    if (pro.length > 0) lines.push(`For ${markup.name(sample.family ?? '')}:`, ...pro.map(piece));
    if (contra.length > 0) {
      lines.push(`Against it, for ${markup.name(against ?? '')}:`, ...contra.map(piece));
    }
    if (nearest.length > 1) lines.push(favorLine(nearest, markup));
  }
  if (leaks.length > 0) {
    const kinds = leaks.map(({ flag, claims }) => flag + (claims === null ? '' : ` (${claims})`));
    lines.push(`Leaks: ${[...new Set(kinds)].join(', ')}`);
  }
  lines.push(errorRate);
  return fit(lines);
}

function headline({ sample }: ExplanationView, { strong, name }: Markup): string {
  if (sample.skipped !== null) return `${strong('Not judged')}: ${skipWords[sample.skipped]}`;
  const probability = sample.probability ?? 0;
  const strength = strengthOf(bitsOf(probability));
  const number = `probability ${probabilityText(probability)}`;
  const family = name(sample.family ?? '');
  if (sample.verdict === 'match') {
    const model =
      sample.model === null
        ? ''
        : `, likeliest ${name(sample.model)} (${probabilityText(sample.modelProbability ?? 0)})`;
    return `${strong(family)}: ${number} (${strength})${model}`;
  }
  const untypical = untypicalWords(sample.typicality);
  const rarely = untypical === null ? '' : `; ${untypical}`;
  return `${strong('unknown')}: the closest known is ${family}, ${number} (${strength})${rarely}`;
}

function pieceLine({ bits, expert, text }: EvidenceView, { quote }: Markup): string {
  const short = text.slice(0, charsOfPiece).toWellFormed();
  return `- ${signedBits(bits, 2)} bits, ${expertWord(expert)}: ${quote(short)}`;
}

/** Whether kinds of evidence agree, in a line; how much each of them says is for larger places. */
function favorLine(nearest: readonly NearFamilyView[], { name }: Markup): string {
  const kinds = (nearest[0]?.experts ?? []).map(({ expert }, e) => {
    const bits = nearest.map(({ experts }) => experts[e]?.bits ?? 0);
    return { word: expertWord(expert), favorite: bits.indexOf(Math.max(...bits)) };
  });
  const clauses = nearest.flatMap(({ family }, k) => {
    const words = kinds.filter(({ favorite }) => favorite === k).map(({ word }) => word);
    if (words.length === 0) return [];
    if (words.length === kinds.length) return [`every kind of evidence favors ${name(family)}`];
    const verb = words.length === 1 ? 'favors' : 'favor';
    return [`${words.join(', ')} ${verb} ${name(family)}`];
  });
  return `Of the ${nearest.length} nearest: ${clauses.join('; ')}.`;
}

/** Whole lines only: half a code span would be markup. */
function fit(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    // A list needs no blank lines; paragraphs do.
    const next = text + (text === '' ? '' : line.startsWith('- ') ? '\n' : '\n\n') + line;
    if (next.length > mostChars) break;
    text = next;
  }
  return text;
}
