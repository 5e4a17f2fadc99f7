/** One sample with its evidence, for a terminal. */

import type { EvidenceView, ExplanationView } from '../../protocol/views.ts';
import { expertWord, skipWords } from '../../protocol/words.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { probabilityText } from './words.ts';

const piecesShown = 8;

export function renderExplanation(explanation: ExplanationView, title: string): string {
  const { sample, evidence, leaks, against, errorRate } = explanation;
  const lines = [title, '', headline(explanation), errorRate];
  if (sample.skipped === null) {
    lines.push('', ...closest(sample.families));
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
    : `unknown; closest is ${sample.family}, probability ${probability}${model}`;
}

function closest(families: Record<string, number>): string[] {
  return Object.entries(families)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([family, probability]) => `  ${family.padEnd(10)} ${probabilityText(probability)}`);
}

function piece({ bits, expert, text }: EvidenceView): string {
  return `  ${bits > 0 ? '+' : '−'}${Math.abs(bits).toFixed(2)}  ${expertWord(expert).padEnd(18)} "${text}"`;
}
