/**
 * What a text gives away by itself: names it calls itself, refusals, template residue, reasoning.
 * Precision before recall: a text *about* a model is not a leak, so only first-person claims count.
 * Every pattern is linear: literal starts, no nested repetition.
 */

export type LeakFlag =
  | 'self-identification'
  | 'refusal'
  | 'chat-template'
  | 'visible-reasoning'
  | 'knowledge-cutoff'
  | 'hidden-characters';

export interface Leak {
  flag: LeakFlag;
  start: number;
  end: number;
  /** The family that the text says it is, if it says so. */
  claims: string | null;
}

/** Leaks are looked for in this many UTF-16 units; a refusal only where an answer begins. */
const charsScanned = 65_536;
const openingChars = 400;
/** Per flag; a text full of template tokens needs no list of them all. */
const leaksPerFlag = 20;

const models =
  'ChatGPT|GPT-?[345][\\w.-]*|Claude|Gemini|Bard|LLaMA|Llama|Qwen|Tongyi Qianwen|DeepSeek|Mistral|Mixtral|Grok|Kimi|ChatGLM|GLM|Gemma|Command R';
const makers =
  'OpenAI|Anthropic|Google(?: DeepMind)?|DeepMind|Meta(?: AI)?|Alibaba(?: Cloud)?|DeepSeek|Mistral(?: AI)?|xAI|Moonshot AI|Zhipu(?: AI)?|Microsoft|01\\.AI|Cohere';
const made = '(?:trained|developed|created|made|built|designed)';
const modelNoun = '(?:model|assistant|chatbot|system|bot|program|companion)';

const familyOfName: readonly (readonly [RegExp, string])[] = [
  [/gpt|openai/i, 'gpt'],
  [/claude|anthropic/i, 'claude'],
  [/gemma/i, 'gemma'],
  [/gemini|bard|google|deepmind/i, 'gemini'],
  [/llama|meta/i, 'llama'],
  [/qwen|tongyi|alibaba/i, 'qwen'],
  [/deepseek/i, 'deepseek'],
  [/mistral|mixtral/i, 'mistral'],
  [/grok|xai/i, 'grok'],
  [/kimi|moonshot/i, 'kimi'],
  [/glm|zhipu/i, 'glm'],
  [/phi|microsoft/i, 'phi'],
  [/cohere|command/i, 'command'],
  [/01\.ai/i, 'yi'],
];

interface Pattern {
  flag: LeakFlag;
  pattern: RegExp;
  /** Literals that begin every match. The pattern is sticky, and tried only where one of them stands:
   *  to look for a literal is many times quicker, most of all if it begins with a capital. */
  starts?: readonly string[];
  /** Without `starts`: literals of which every match holds one … */
  needs?: readonly string[];
  /** … or characters. */
  needsOneOf?: RegExp;
  /** A match that holds this is about somebody else. */
  unless?: RegExp;
  /** Only where a text begins. */
  openingOnly?: boolean;
}

const iAm = ['I am ', "I'm ", 'I’m '];

const patterns: readonly Pattern[] = [
  {
    // "I'm Claude." and "call me ChatGPT", but no "I'm Claude Dubois" and no "I'm a Gemini".
    flag: 'self-identification',
    starts: [...iAm, 'My name is ', 'my name is ', 'call me '],
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|[Mm]y name is|call me) (?:still )?(?:an? (?:AI|language model|${modelNoun}|[ -]){1,4} (?:called|named) )?(?<name>${models})(?![\\w-]|['’]s\\b| (?!Sonnet|Opus|Haiku|Pro|Ultra|Flash|Max|Plus|Turbo|Chat|Instruct|Large|Coder)[A-Z][a-z])`,
      'y',
    ),
  },
  {
    // "As ChatGPT, I …" and "As Grok, built by …", but no "As Google grew".
    flag: 'self-identification',
    starts: ['As '],
    pattern: new RegExp(
      `\\bAs (?:an? )?(?<name>${models})(?: \\d[\\w.]*)?(?=,? I\\b|, (?:an? |my |forged |${made})|(?: large)?(?: language)? model\\b)`,
      'y',
    ),
  },
  {
    flag: 'self-identification',
    starts: [...iAm, 'I was ', 'me was '],
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|I was|me was) (?:originally )?${made} by (?<name>${makers})\\b(?!['’]s\\b)`,
      'y',
    ),
  },
  {
    // "As an AI language model trained by …", but no fan, user or builder of one.
    flag: 'self-identification',
    starts: [...iAm, 'As '],
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|As) (?:just |only |but )?(?:an?|the) [\\w -]{0,60}?\\b(?:AI|LLM|intelligence|tool|${modelNoun})\\b[\\w ,-]{0,30}?\\b${made} by (?<name>${makers})\\b(?!['’]s\\b)`,
      'y',
    ),
    unless: /\b(?:of|for|with|using|at|about) /,
  },
  {
    // "As an AI, I …" and "I am an AI language model", but no AI researcher.
    flag: 'self-identification',
    starts: [...iAm, 'As '],
    pattern: new RegExp(
      `\\b(?:As|I am|I['’]m) (?:just |only |but |simply )?an? (?:AI|artificial intelligence|large language model)(?:(?: language| text)? ${modelNoun})?(?=[,.;:!?)"”*]|\\s*$| (?:and|but|so|I|that|who|here|without|with no|from|by|${made})\\b)`,
      'y',
    ),
  },
  {
    // No "I can't help but smile".
    flag: 'refusal',
    openingOnly: true,
    starts: ['I ', "I'm ", 'I’m '],
    pattern:
      /\b(?:I(?:['’]m| am) (?:really |very )?(?:sorry|unable to|not able to)|I (?:apologi[sz]e|can['’]t|cannot|can not|won['’]t|will not))[, ]{1,2}(?:but )?(?:that |with |to |I )?(?:can['’]t|cannot|help(?! (?:but|it|myself|\w+ing)\b)|assist|provide|fulfil|fulfill|comply|create|generate|write|support|do that|continue|engage)\b/y,
  },
  {
    flag: 'chat-template',
    needs: ['<', '[INST', '[/INST', '##', 'Human: ', 'USER: ', 'ASSISTANT: '],
    pattern:
      /<\|(?:im_start|im_end|endoftext|eot_id|start_header_id|end_header_id|begin_of_text|assistant|user|system|end)\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|<｜(?:Assistant|User|begin▁of▁sentence|end▁of▁sentence)｜>|###? (?:Instruction|Response|Human|Assistant):|\n(?:Human|USER|ASSISTANT): /g,
  },
  {
    flag: 'visible-reasoning',
    needs: ['<', '◁'],
    pattern: /<\/?(?:think|thinking|reasoning|scratchpad)>|◁\/?think▷/g,
  },
  {
    // A text may explain what a knowledge cutoff is; its own is another matter.
    flag: 'knowledge-cutoff',
    // The longer ones first: of leaks that overlap, the first is kept.
    starts: [...['As of', 'as of', 'Until', 'until'].map((word) => `${word} my `), 'My ', 'my '],
    pattern:
      /\b(?:[Mm]y (?:last |own |current |\d{4} )?knowledge cut-?off|(?:[Aa]s of|[Uu]ntil) my (?:last |latest |most recent )?(?:knowledge |training )?(?:update|training|cut-?off)|[Mm]y (?:training data|knowledge) (?:only )?(?:ends|ended|goes up to|extends|was last updated|is current))\b/y,
  },
  {
    flag: 'knowledge-cutoff',
    starts: ['I do not have ', "I don't have ", 'I don’t have '],
    pattern: /\bI (?:do not|don['’]t) have (?:access to )?real-time\b/y,
  },
  {
    flag: 'knowledge-cutoff',
    needs: ['knowledge cut'],
    pattern: /\bas of the (?:last |own |current |\d{4} )?knowledge cut-?off\b/g,
  },
  {
    // Zero-width joiners inside emoji are ordinary, so only those between letters or blanks count, and
    // so are tags behind a black flag: they are the flags of countries.
    flag: 'hidden-characters',
    needsOneOf: /[\u180e\u200b-\u200d\u202a-\u202e\u2060-\u2069\ufeff\udb40]/,
    pattern:
      /[\u200b\u2060\u2062-\u2064\u180e]|[\u202a-\u202e\u2066-\u2069]|(?<!\ud83c\udff4(?:\udb40[\udc20-\udc7f]){0,7})\udb40[\udc20-\udc7f]|(?<=[\w ])[\u200c\u200d\ufeff](?=[\w ])/g,
  },
];

/** Parts that some literals have in common: looked for once, instead of each literal by itself. */
const commonParts = ['I', 'my ', 'me '];

interface Start {
  readonly literal: string;
  /** Where in the literal the part stands that is looked for. */
  readonly offset: number;
  /** What may begin there. */
  readonly patterns: Pattern[];
}

/** What is looked for, each with the literals that it is a part of. */
const startsAt = new Map<string, Start[]>();
for (const pattern of patterns) {
  for (const literal of pattern.starts ?? []) {
    const part = commonParts.find((common) => literal.includes(common)) ?? literal;
    const starts = startsAt.get(part) ?? [];
    const known = starts.find((start) => start.literal === literal);
    if (known === undefined) {
      starts.push({ literal, offset: literal.indexOf(part), patterns: [pattern] });
    } else known.patterns.push(pattern);
    startsAt.set(part, starts);
  }
}
const searched = patterns.filter(({ starts }) => starts === undefined);

/** In the order of the text. Linear in its length. */
export function findLeaks(text: string): Leak[] {
  const scanned = text.length > charsScanned ? text.slice(0, charsScanned) : text;
  const leaks: Leak[] = [];
  for (const [part, starts] of startsAt) {
    for (let at = scanned.indexOf(part); at >= 0; at = scanned.indexOf(part, at + 1)) {
      for (const { literal, offset, patterns: own } of starts) {
        const start = at - offset;
        // Nearly all end here, much earlier than `startsWith` would.
        if (scanned.charCodeAt(start) !== literal.charCodeAt(0)) continue;
        if (!scanned.startsWith(literal, start)) continue;
        for (const pattern of own) addMatchAt(start, scanned, pattern, leaks);
      }
    }
  }
  for (const pattern of searched) {
    const { needs, needsOneOf } = pattern;
    if (needs?.some((literal) => scanned.includes(literal)) === false) continue;
    if (needsOneOf?.test(scanned) === false) continue;
    for (const match of scanned.matchAll(pattern.pattern)) addLeak(match, pattern, leaks);
  }
  return leaks.sort((a, b) => a.start - b.start || a.end - b.end);
}

function addMatchAt(at: number, text: string, pattern: Pattern, leaks: Leak[]): void {
  if (pattern.openingOnly === true && at > openingChars) return;
  pattern.pattern.lastIndex = at;
  const match = pattern.pattern.exec(text);
  if (match !== null) addLeak(match, pattern, leaks);
}

function addLeak(match: RegExpExecArray, { flag, unless }: Pattern, leaks: Leak[]): void {
  if (unless?.test(match[0]) === true) return;
  const start = match.index;
  const end = start + match[0].length;
  const alike = leaks.filter((leak) => leak.flag === flag);
  if (alike.length >= leaksPerFlag) return;
  if (alike.some((leak) => leak.start < end && start < leak.end)) return;
  leaks.push({ flag, start, end, claims: claimOf(match.groups?.['name']) });
}

function claimOf(name: string | undefined): string | null {
  if (name === undefined) return null;
  return familyOfName.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
