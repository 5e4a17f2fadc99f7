/** One sample with its evidence, for a terminal. */

import type {
  EvidenceView,
  ExplanationView,
  NearFamilyView,
  SampleView,
} from '../../protocol/views.ts';
import { expertWord, signedBits, skipWords, untypicalWords } from '../../protocol/words.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { probabilityText } from './words.ts';

const piecesShown = 8;

export function renderExplanation(explanation: ExplanationView, title: string): string {
  const { sample, evidence, nearest, leaks, against, errorRate } = explanation;
  const lines = [title, '', headline(explanation), errorRate];
  if (sample.skipped === null) {
    lines.push('', ...closest(sample.families));
    if (nearest.length > 0) lines.push('', ...comparison(nearest));
    const pro = evidence.filter(({ bits }) => bits > 0).slice(0, piecesShown);
    const contra = evidence.filter(({ bits }) => bits < 0).slice(0, piecesShown);
    const rival = against ?? 'the others';
    lines.push('', `For ${sample.family} (and not ${rival}), in bits`, ...pro.map(piece));
    if (pro.length === 0) lines.push('  nothing that stands out');
    lines.push(`Against it (for ${rival})`, ...contra.map(piece));
    if (contra.length === 0) lines.push('  nothing that stands out');
  }
  if (leaks.length > 0) {
    lines.push('', 'Leaks');
    for (const leak of leaks) {
      const found = explanation.text.slice(leak.start, leak.end);
      const claims = leak.claims === null ? '' : ` (says it is ${leak.claims})`;
      lines.push(`  ${leak.flag}${claims}: "${found}"`);
    }
  }
  if (explanation.analysedChars > 0 && explanation.analysedChars < explanation.text.length) {
    lines.push('', `Only the first ${explanation.analysedChars} characters were analyzed.`);
  }
  return lines.map((line) => escapeTerminal(line) + '\n').join('');
}

function headline({ sample }: ExplanationView): string {
  if (sample.skipped !== null) {
    return `Not judged (${skipWords[sample.skipped]}): ${sample.problem ?? ''}`;
  }
  const probability = probabilityText(sample.probability ?? 0);
  const model =
    sample.model === null
      ? ''
      : `; if so, likeliest ${sample.model} (${probabilityText(sample.modelProbability ?? 0)})`;
  return sample.verdict === 'match'
    ? `match: ${sample.family}, probability ${probability}${model}`
    : `unknown; closest is ${sample.family}, probability ${probability}${model}${untypical(sample)}`;
}

function untypical({ typicality }: SampleView): string {
  const words = untypicalWords(typicality);
  return words === null ? '' : `; ${words}`;
}

function closest(families: Record<string, number>): string[] {
  return Object.entries(families)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([family, probability]) => `  ${family.padEnd(10)} ${probabilityText(probability)}`);
}

/** Families side by side, one line per kind of evidence. */
function comparison(nearest: readonly NearFamilyView[]): string[] {
  const width = Math.max(8, ...nearest.map(({ family }) => family.length + 2));
  const rows: [name: string, cell: (near: NearFamilyView) => string][] = [
    ['', ({ family }) => family],
    ...(nearest[0]?.experts ?? []).map(({ expert }, e): (typeof rows)[number] => [
      expertWord(expert),
      ({ experts }) => signedBits(experts[e]?.bits ?? 0, 2),
    ]),
    ['all together', ({ bits }) => signedBits(bits, 2)],
    ['probability', ({ probability }) => probabilityText(probability)],
  ];
  return [
    'Nearest families by kind of evidence, in bits above or below the mean of all families',
    ...rows.map(([name, cell]) => {
      const cells = nearest.map((near) => cell(near).padStart(width));
      return `  ${name.padEnd(18)}${cells.join('')}`;
    }),
  ];
}

function piece({ bits, expert, text }: EvidenceView): string {
  return `  ${signedBits(bits, 2)}  ${expertWord(expert).padEnd(18)} "${text}"`;
}
