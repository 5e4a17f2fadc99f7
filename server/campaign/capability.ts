/** What a prompt wants of the model, roughly: by the words that such tasks are written with. */

export const capabilities = [
  'other',
  'code',
  'mathematics',
  'grading',
  'tools',
  'data',
  'law',
  'medicine',
  'translation',
  'summary',
  'writing',
  'questions',
] as const;
export type Capability = (typeof capabilities)[number];

/** Only starts of words, each with no repetition: they run over hostile texts. */
const patterns: readonly (readonly [Capability, RegExp])[] = [
  [
    'code',
    /\b(?:function|python|typescript|javascript|java|rust|sql|code|bug|compile|refactor|api|unit test|class|script|regex|repository|program|algorithm)\b/gi,
  ],
  [
    'mathematics',
    /\b(?:prove|proof|equation|integral|theorem|probability|solve|triangle|derivative|matrix|exercise|geometry|prime)\b/gi,
  ],
  [
    'grading',
    /\b(?:grade|score|rubric|rate|judge|evaluate|criteria|candidate|reward|rank|compare the two)\b/gi,
  ],
  [
    'tools',
    /\b(?:tool|tool call|trajectory|browser|terminal|agent|observation|shell|click|screenshot)\b/gi,
  ],
  [
    'data',
    /\b(?:dataset|analyst|statistical|regression|trend|quarter|csv|table|metric|forecast|survey)\b/gi,
  ],
  [
    'law',
    /\b(?:contract|clause|court|law|legal|counsel|liability|plaintiff|statute|memorandum)\b/gi,
  ],
  ['medicine', /\b(?:patient|diagnosis|symptom|dose|clinical|treatment|disease|therapy)\b/gi],
  [
    'translation',
    /\b(?:translate|translation|into (?:german|french|spanish|english|chinese|japanese|italian|portuguese))\b/gi,
  ],
  [
    'summary',
    /\b(?:summarize|summarise|summary|extract|bullet points|classify|passage|document|ticket)\b/gi,
  ],
  ['writing', /\b(?:write|email|story|poem|essay|letter|rewrite|tone|draft)\b/gi],
  ['questions', /\b(?:what|why|how|who|when|where|which|explain)\b/gi],
];

const looksAtChars = 1500;

/** The one with most words; the first of equals. */
export function capabilityOf(prompt: string): number {
  const text = prompt.slice(0, looksAtChars);
  let best = 0;
  let most = 0;
  for (const [capability, pattern] of patterns) {
    const words = text.match(pattern)?.length ?? 0;
    // Almost every prompt has words of a question.
    const weighed = capability === 'questions' ? words / 4 : words;
    if (weighed > most) [best, most] = [capabilities.indexOf(capability), weighed];
  }
  return best;
}
