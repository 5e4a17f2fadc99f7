/** What a prompt asks for that is worth most to who trains a model: told by phrases, which are the evidence. */

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

/** One bit per label. */
export function valueLabelsOf(prompt: string): number {
  const text = instructionsOf(prompt);
  let bits = 0;
  patterns.forEach((pattern, label) => {
    if (pattern.test(text)) bits |= 1 << label;
  });
  return bits;
}

/** The words that carry a label; null if the prompt has not got it. */
export function valueSpan(prompt: string, label: ValueLabel): string | null {
  return patterns[valueLabels.indexOf(label)]!.exec(instructionsOf(prompt))?.[0] ?? null;
}

function instructionsOf(prompt: string): string {
  if (prompt.length <= headChars + tailChars) return prompt;
  return `${prompt.slice(0, headChars)}\n${prompt.slice(-tailChars)}`;
}
