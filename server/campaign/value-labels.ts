/** What a prompt asks for that is worth most to who trains a model: told by phrases, and by learned weights. */

import { promptSignals } from './axes/value.ts';
import type { ValueLabel as LearnedLabel, ValueModel } from './axes/value-model.ts';

export const valueLabels = [
  'hidden reasoning',
  'reasoning behind given answers',
  'false authority or debugging',
  'memory in another form',
  'language of thinking',
  'rewriting to avoid',
  'grading by a rubric',
  'format of training data',
] as const;
export type ValueLabel = (typeof valueLabels)[number];

const hidden =
  '(?:chain of thought|scratchpad|(?:inner|internal) (?:monologue|thoughts?)|(?:hidden|private|internal|earlier|previous|prior|raw|unedited) (?:private )?(?:reasoning|thoughts?|thinking|deliberation|analysis|monologue)|(?:reasoning|thinking|deliberation) (?:trace|block|channel|section|notes|tokens|text))';
const told =
  '(?:verbatim|word for word|character for character|unabridged|unedited|print|output|reveal|disclose|dump|expose|write down|spell out|encode|put all|return|show)';

/** Single gaps of bounded length, so that no text takes long. One pattern per label, in their order. */
const patterns: readonly RegExp[] = [
  new RegExp(
    `\\b${told}\\b[^.\\n]{0,80}\\b${hidden}\\b|\\b${hidden}\\b[^\\n]{0,80}\\b${told}\\b|\\brepeat (?:everything|all text|the text) above\\b`,
    'i',
  ),
  /\b(?:imagine|reconstruct|articulate|infer)\b[^\n]{0,120}\b(?:reasoning|monologue|thoughts|thought process|steps)\b[^\n]{0,60}\b(?:led|behind|produced|this answer|the answer)\b/i,
  /\b(?:debug(?:ging)? (?:session|mode)|system notice|real system prompt|maintenance mode|filters? (?:are|is) off|authori[sz]e you|do not flag|supervisor of this deployment)\b/i,
  /\b(?:translate|convert|encode|transliterate)\b[^.\n]{0,60}\b(?:working memory|your memory|deliberation|(?:previous|earlier) (?:thoughts?|reasoning))\b/i,
  /\blanguage (?:of|used in) (?:your |the )?think(?:ing)?\b/i,
  /\b(?:rewrite|rephrase|reword)\b[^\n]{0,120}\b(?:avoid|avoids|compliant|acceptable|inoffensive)\b/i,
  /\b(?:grade|score|rate|judge)\b[^\n]{0,60}\b(?:response|answer|candidate|completion)s?\b[^\n]{0,160}\b(?:rubric|from [01] to (?:5|10|100)|criteria|criterion|scores?)\b/i,
  /["'](?:instruction|query|prompt|input)["'], ?["'](?:\w{0,12}_?response|completion|output|answer|chosen|rejected)["']/i,
];

/** Of a long prompt, instructions stand before or behind the material. */
const headChars = 3000;
const tailChars = 1000;

/** What the weights call them. */
const learned: Readonly<Record<LearnedLabel, ValueLabel>> = {
  reasoning: 'hidden reasoning',
  rubric: 'grading by a rubric',
  rewrite: 'rewriting to avoid',
  'sft-format': 'format of training data',
  'fake-system': 'false authority or debugging',
  'memory-translation': 'memory in another form',
  'think-language': 'language of thinking',
};

/** Two bits per label: whether a phrase says it, and, this many bits above, whether a phrase or the weights do. */
export const learnedShift = valueLabels.length;

export function valueLabelsOf(prompt: string, model: ValueModel): number {
  const text = instructionsOf(prompt);
  let told = 0;
  patterns.forEach((pattern, label) => {
    if (pattern.test(text)) told |= 1 << label;
  });
  let either = told;
  for (const { label } of promptSignals(model, text)) {
    either |= 1 << valueLabels.indexOf(learned[label]);
  }
  return told | (either << learnedShift);
}

/** The words that carry a label; null if the prompt has not got it. */
export function valueSpan(prompt: string, label: ValueLabel, model: ValueModel): string | null {
  const text = instructionsOf(prompt);
  const phrase = patterns[valueLabels.indexOf(label)]!.exec(text);
  if (phrase !== null) return phrase[0];
  const signal = promptSignals(model, text).find((it) => learned[it.label] === label);
  return signal === undefined ? null : text.slice(signal.start, signal.end);
}

function instructionsOf(prompt: string): string {
  if (prompt.length <= headChars + tailChars) return prompt;
  return `${prompt.slice(0, headChars)}\n${prompt.slice(-tailChars)}`;
}
