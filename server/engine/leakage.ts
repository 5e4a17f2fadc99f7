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

const names =
  'ChatGPT|GPT-?[345][\\w.-]*|OpenAI|Claude|Anthropic|Gemini|Bard|Google(?: DeepMind)?|DeepMind|LLaMA|Llama|Meta AI|Qwen|Tongyi Qianwen|Alibaba(?: Cloud)?|DeepSeek|Mistral(?: AI)?|Mixtral|Grok|xAI|Kimi|Moonshot AI|ChatGLM|GLM|Zhipu(?: AI)?|Gemma|Phi|Microsoft|Yi|Cohere|Command R';

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
  [/^yi$/i, 'yi'],
];

interface Pattern {
  flag: LeakFlag;
  pattern: RegExp;
  /** Only in the opening of the text. */
  openingOnly?: boolean;
}

const patterns: readonly Pattern[] = [
  {
    flag: 'self-identification',
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|As|My name is|call me) (?:an? )?(?:AI (?:assistant|model|language model) (?:called|named) )?(?<name>${names})\\b(?!['’]s\\b)`,
      'g',
    ),
  },
  {
    flag: 'self-identification',
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|I was|me was|As) (?:an? )?[\\w ,-]{0,60}?\\b(?:trained|developed|created|made|built|designed) by (?<name>${names})\\b`,
      'g',
    ),
  },
  {
    flag: 'self-identification',
    pattern:
      /\b(?:As|I am|I['’]m) (?:just )?an? (?:AI|artificial intelligence)(?: language)? ?(?:model|assistant|chatbot)?\b/g,
  },
  {
    flag: 'refusal',
    openingOnly: true,
    pattern:
      /\b(?:I(?:['’]m| am) (?:really |very )?(?:sorry|unable to|not able to)|I (?:apologi[sz]e|can['’]t|cannot|can not|won['’]t|will not))[, ]{1,2}(?:but )?(?:that |with |to |I )?(?:can['’]t|cannot|help|assist|provide|fulfil|fulfill|comply|create|generate|write|support|do that|continue|engage)\b/g,
  },
  {
    flag: 'chat-template',
    pattern:
      /<\|(?:im_start|im_end|endoftext|eot_id|start_header_id|end_header_id|begin_of_text|assistant|user|system|end)\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|<｜(?:Assistant|User|begin▁of▁sentence|end▁of▁sentence)｜>|###? (?:Instruction|Response|Human|Assistant):|\n(?:Human|USER|ASSISTANT): /g,
  },
  { flag: 'visible-reasoning', pattern: /<\/?(?:think|thinking|reasoning|scratchpad)>/g },
  {
    flag: 'knowledge-cutoff',
    pattern:
      /\b(?:knowledge cut-?off|(?:[Aa]s of|[Uu]ntil) my (?:last |latest |most recent )?(?:knowledge |training )?(?:update|training|cut-?off)|my (?:training data|knowledge) (?:only )?(?:ends|ended|goes up to|extends|was last updated|is current)|I (?:do not|don['’]t) have (?:access to )?real-time)\b/g,
  },
  {
    flag: 'hidden-characters',
    // Zero-width joiners inside emoji are ordinary, so only those between letters or blanks count.
    pattern:
      /[\u200b\u2060\u2062-\u2064\u180e]|[\u202a-\u202e\u2066-\u2069]|\udb40[\udc20-\udc7f]|(?<=[\w ])[\u200c\u200d\ufeff](?=[\w ])/g,
  },
];

/** In the order of the text. Linear in its length. */
export function findLeaks(text: string): Leak[] {
  const scanned = text.length > charsScanned ? text.slice(0, charsScanned) : text;
  const leaks: Leak[] = [];
  for (const { flag, pattern, openingOnly } of patterns) {
    const part = openingOnly === true ? scanned.slice(0, openingChars) : scanned;
    let found = 0;
    for (const match of part.matchAll(pattern)) {
      if (found++ === leaksPerFlag) break;
      const start = match.index;
      const end = start + match[0].length;
      if (leaks.some((leak) => leak.flag === flag && leak.start < end && start < leak.end))
        continue;
      leaks.push({ flag, start, end, claims: claimOf(match.groups?.['name']) });
    }
  }
  return leaks.sort((a, b) => a.start - b.start || a.end - b.end);
}

function claimOf(name: string | undefined): string | null {
  if (name === undefined) return null;
  return familyOfName.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
