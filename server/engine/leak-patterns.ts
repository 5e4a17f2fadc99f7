/**
 * What the patterns of leaks are. Precision before recall: a text *about* a model is not a leak, so only
 * first-person claims count. Every pattern is linear: literal starts, no nested repetition.
 */

export type LeakFlag =
  | 'self-identification'
  | 'refusal'
  | 'chat-template'
  | 'tool-residue'
  | 'visible-reasoning'
  | 'knowledge-cutoff'
  | 'hidden-characters'
  | 'odd-typography';

export interface LeakPattern {
  readonly flag: LeakFlag;
  readonly pattern: RegExp;
  /** Literals that begin every match. The pattern is sticky, and tried only where one of them stands:
   *  to look for a literal is many times quicker, most of all if it begins with a rare character. */
  readonly starts?: readonly string[];
  /** Without `starts`: literals of which every match holds one. */
  readonly needs?: readonly string[];
  /** A match that holds this is about somebody else. */
  readonly unless?: RegExp;
  /** Only where a text begins. */
  readonly openingOnly?: boolean;
}

/** Names that mean nothing else in the first person. */
export const modelNames =
  'ChatGPT|GPT-?[345][\\w.-]*|OpenAI|Claude|Gemini|Bard|LLaMA|Llama|Qwen|Tongyi Qianwen|DeepSeek|Mistral|Mixtral|Grok|Kimi|ChatGLM|GLM|Gemma|Command R|MiniMax|Copilot|Nemotron|Hunyuan|Doubao|ERNIE(?: Bot)?|Vicuna|Open ?Assistant|InternLM|Baichuan|StableLM|WizardLM|OLMo|T[uü]lu|Jamba|DBRX|PaLM';
/** Names that people, places and animals have as well: only before ", an AI" and its like. */
const sharedNames = 'Yi|Nova|Phi|Pi|Falcon|Granite|Koala|Zephyr|Hermes|Orca|Sonar|Reka|Ernie';
export const makerNames =
  'OpenAI|Anthropic|Google(?: DeepMind)?|DeepMind|Meta(?: AI)?|Alibaba(?: Cloud)?|DeepSeek|Mistral(?: AI)?|xAI|Moonshot AI|Zhipu(?: AI)?|Z\\.ai|Microsoft|01\\.AI|Cohere|MiniMax|Amazon|NVIDIA|IBM|Baidu|Tencent|ByteDance|LMSYS|Large Model Systems Organization|LAION|AI21(?: Labs)?|Reka(?: AI)?|Databricks|Inflection(?: AI)?|Stability AI|Ai2|(?:the )?Allen Institute for AI|Nous Research|Hugging Face|Shanghai AI Laboratory|Baichuan|StepFun|(?:the )?Technology Innovation Institute';
const made = '(?:trained|developed|created|made|built|designed)';
const modelNoun = '(?:model|assistant|chatbot|system|bot|program|companion)';

const iAm = ['I am ', "I'm ", 'I’m '];
const cannot = "(?:can['’]t|cannot|can not|am (?:unable|not able) to|['’]m (?:unable|not able) to)";
/** What an answer does that was asked for. */
const answering =
  '(?:writ|draft|creat|produc|provid|generat|discuss|outlin|explain|promot|mock|mak|help|assist|engag|shar|answer|giv|argu|continu|roleplay)ing';

const selfIdentification: readonly LeakPattern[] = [
  {
    // "I'm Claude." and "call me ChatGPT", but no "I'm Claude Dubois" and no "I'm a Gemini".
    flag: 'self-identification',
    starts: [...iAm, 'My name is ', 'my name is ', 'call me '],
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|[Mm]y name is|call me) (?:still )?(?:an? (?:AI|language model|${modelNoun}|[ -]){1,4} (?:called|named) )?["“*]{0,2}(?<name>${modelNames}|(?:${sharedNames})(?=,? (?:an?|the) (?:AI|large language|language model|virtual assistant|open)))(?![\\w-]|['’]s\\b| (?!Sonnet|Opus|Haiku|Pro|Ultra|Flash|Max|Plus|Turbo|Chat|Instruct|Large|Coder)[A-Z][a-z])`,
      'y',
    ),
  },
  {
    // "As ChatGPT, I …" and "As Grok, built by …", but no "As Google grew".
    flag: 'self-identification',
    starts: ['As '],
    pattern: new RegExp(
      `\\bAs (?:an? )?(?<name>${modelNames})(?: \\d[\\w.]*)?(?=,? I\\b|, (?:an? |my |forged |${made})|(?: large)?(?: language)? model\\b)`,
      'y',
    ),
  },
  {
    flag: 'self-identification',
    starts: [...iAm, 'I was ', 'me was '],
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|I was|me was) (?:originally )?${made} by (?<name>${makerNames})\\b(?!['’]s\\b)`,
      'y',
    ),
  },
  {
    // "As an AI language model trained by …", but no fan, user or builder of one.
    flag: 'self-identification',
    starts: [...iAm, 'As '],
    pattern: new RegExp(
      `\\b(?:I am|I['’]m|As) (?:just |only |but )?(?:an?|the) [\\w -]{0,60}?\\b(?:AI|LLM|intelligence|tool|${modelNoun})\\b[\\w ,()-]{0,30}?\\b${made} by (?<name>${makerNames})\\b(?!['’]s\\b)`,
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
];

const refusals: readonly LeakPattern[] = [
  {
    // No "I can't help but smile".
    flag: 'refusal',
    openingOnly: true,
    starts: ['I ', "I'm ", 'I’m '],
    pattern:
      /\b(?:I(?:['’]m| am) (?:really |very )?(?:sorry|unable to|not able to)|I (?:apologi[sz]e|can['’]t|cannot|can not|won['’]t|will not))[, ]{1,2}(?:but )?(?:that |with |to |I )?(?:can['’]t|cannot|help(?! (?:but|it|myself|\w+ing)\b)|assist|provide|fulfil|fulfill|comply|create|generate|write|support|do that|continue|engage)\b/y,
  },
  {
    // No "I don't feel comfortable with heights".
    flag: 'refusal',
    openingOnly: true,
    starts: ['I ', "I'm ", 'I’m '],
    pattern: new RegExp(
      `\\bI(?: (?:must|have to|need to|will have to)(?: respectfully| politely)? decline\\b| (?:can['’]t|cannot) in good conscience\\b|(?:['’]m| am) not (?:going to|able to) (?:help|assist|provide|write|create|produce|generate|engage|do that|participate)\\b|(?:['’]m not| am not| don['’]t feel| do not feel) comfortable ${answering}\\b)`,
      'y',
    ),
  },
];

/** What ChatGPT cites, as in `turn0search1`. */
const turnKinds = ['search', 'news', 'view', 'image', 'fetch', 'file'];

const residue: readonly LeakPattern[] = [
  {
    // ChatML, Llama 3 and 4, Phi, GLM, Kimi, gpt-oss and others: no other text has <|words|>. With wide bars:
    // DeepSeek. `</s>` may end a strikethrough, so that it counts only where a text ends.
    flag: 'chat-template',
    starts: ['<'],
    pattern:
      /<\|[A-Za-z][\w▁-]{1,40}\|>|<｜[^｜<>\n]{1,40}｜>|<<\/?SYS>>|<(?:start|end)_of_turn>|<(?:BOS|EOS|bos|eos)(?:_TOKEN)?>|<s>(?=\s?\[INST\])|(?<!<s>[^<\n]{0,200})<\/s>(?=\s*(?:$|<s>|\[INST\]))/y,
  },
  {
    flag: 'chat-template',
    starts: ['['],
    pattern: /\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS)\]|\[gMASK\]/y,
  },
  {
    flag: 'chat-template',
    needs: ['##', 'Human: ', 'USER: ', 'ASSISTANT: '],
    pattern: /###? (?:Instruction|Response|Human|Assistant):|\n(?:Human|USER|ASSISTANT): /g,
  },
  {
    flag: 'tool-residue',
    starts: ['<'],
    pattern:
      /<\/?(?:(?:minimax:)?tool_calls?|tool_response|function_calls|function_results|antArtifact|antml:\w{1,30}|grok:render)(?=[\s>])|<invoke name=|<function=\w{1,60}>/y,
  },
  {
    // Citations of ChatGPT and Gemini, and calls of Mistral.
    flag: 'tool-residue',
    starts: ['['],
    pattern:
      /\[(?:TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|cite_start)\]|\[oaicite:\d|\[oai_citation:\d|\[cite: ?\d/y,
  },
  {
    flag: 'tool-residue',
    starts: [
      '【',
      '=chatgpt.com',
      '=functions.',
      '(sandbox:/',
      ...turnKinds.map((kind) => `0${kind}`),
    ],
    pattern: new RegExp(
      `【\\d{1,4}(?:†|:\\d)[^】\\n]{0,80}】|(?<=utm_source)=chatgpt\\.com|(?<=\\bto)=functions\\.\\w|\\(sandbox:/|(?<=turn)0(?:${turnKinds.join('|')})\\d`,
      'y',
    ),
  },
  {
    flag: 'visible-reasoning',
    starts: ['<', '◁', '['],
    pattern:
      /<\/?(?:(?:seed:)?think|thinking|thought|reasoning|reflection|scratchpad|antThinking|inner_monologue)>|◁\/?think▷|\[\/?THINK\]/y,
  },
];

const cutoffs: readonly LeakPattern[] = [
  {
    // A text may explain what a knowledge cutoff is; its own is another matter.
    flag: 'knowledge-cutoff',
    // The longer ones first: of leaks that overlap, the first is kept.
    starts: [
      ...['As of', 'as of', 'Until', 'until', 'up to'].map((word) => `${word} my `),
      'My ',
      'my ',
    ],
    pattern:
      /\b(?:[Mm]y (?:last |own |current |\d{4} )?(?:knowledge|training) cut-?off|(?:[Aa]s of|[Uu]ntil|up to) my (?:last |latest |most recent )?(?:knowledge |training )?(?:update|training|cut-?off)|[Mm]y (?:training data|training|knowledge)(?: base)? (?:only )?(?:ends|ended|cuts off|stops|goes (?:only )?up to|extends|was last updated|is current|is limited to (?:data|information|what)|includes (?:data|information) (?:only )?(?:up to|until)))\b/y,
  },
  {
    flag: 'knowledge-cutoff',
    starts: ['I '],
    pattern:
      /\bI (?:do not|don['’]t) have (?:access to )?(?:the )?(?:real-time|most up-to-date|internet\b)/y,
  },
  {
    flag: 'knowledge-cutoff',
    starts: ['I ', "I'm ", 'I’m '],
    pattern: new RegExp(
      `\\bI ?${cannot} (?:directly )?(?:(?:browse|access|search) the (?:internet|web)\\b|(?:access|provide|get|give)(?: you)? real-time\\b)`,
      'y',
    ),
  },
  {
    flag: 'knowledge-cutoff',
    needs: ['knowledge cut'],
    pattern: /\bas of the (?:last |own |current |\d{4} )?knowledge cut-?off\b/g,
  },
];

/** Letters that look like Latin ones. */
const lookalikes = 'аеорсухіјѕԁһАВЕКМНОРСТУХЅІЈοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';

/** Every match of the patterns below holds one of these; most texts hold none. */
export const unusualCharacters =
  /[\u00ad\u0391-\u03bf\u0405-\u0458\u04bb\u0501\u1680\u180e\u2000-\u200d\u202a-\u202f\u205f-\u2069\ue000-\uf8ff\ufeff\udb40]/;

export const characterPatterns: readonly LeakPattern[] = [
  {
    // Zero-width joiners inside emoji are ordinary, so only those between letters or blanks count, and
    // so are tags behind a black flag: they are the flags of countries.
    flag: 'hidden-characters',
    pattern:
      /[\u200b\u2060\u2062-\u2064\u180e]|[\u202a-\u202e\u2066-\u2069]|(?<!\ud83c\udff4(?:\udb40[\udc20-\udc7f]){0,7})\udb40[\udc20-\udc7f]|(?<=[\w ])[\u200c\u200d\ufeff](?=[\w ])/g,
  },
  {
    // Soft hyphens, blanks of unusual width, private characters (ChatGPT's citations are between some), and
    // words of two alphabets that look like one. A narrow no-break space is ordinary before French marks and
    // among digits.
    flag: 'odd-typography',
    pattern: new RegExp(
      `(?<=[A-Za-z])\\u00ad(?=[A-Za-z])|[\\u1680\\u2000-\\u200a\\u205f]|(?<!«)\\u202f(?![:;!?»%€\\d])|[\\ue000-\\uf8ff]|(?<=[A-Za-z])[${lookalikes}]{1,3}(?=[A-Za-z])`,
      'g',
    ),
  },
];

export const leakPatterns: readonly LeakPattern[] = [
  ...selfIdentification,
  ...refusals,
  ...residue,
  ...cutoffs,
];

const familyOfName: readonly (readonly [RegExp, string])[] = [
  [/gpt|openai/i, 'gpt'],
  [/claude|anthropic/i, 'claude'],
  [/gemma/i, 'gemma'],
  [/gemini|bard|google|deepmind|palm/i, 'gemini'],
  [/llama|meta/i, 'llama'],
  [/qwen|tongyi|alibaba/i, 'qwen'],
  [/deepseek/i, 'deepseek'],
  [/mistral|mixtral/i, 'mistral'],
  [/grok|xai/i, 'grok'],
  [/kimi|moonshot/i, 'kimi'],
  [/glm|zhipu|z\.ai/i, 'glm'],
  [/copilot/i, 'copilot'],
  [/phi|microsoft/i, 'phi'],
  [/cohere|command/i, 'command'],
  [/01\.ai|^yi$/i, 'yi'],
  [/minimax/i, 'minimax'],
  [/nova|amazon/i, 'nova'],
  [/nemotron|nvidia/i, 'nemotron'],
  [/granite|ibm/i, 'granite'],
  [/ernie|baidu/i, 'ernie'],
  [/hunyuan|tencent/i, 'hunyuan'],
  [/doubao|bytedance/i, 'doubao'],
  [/vicuna|lmsys|large model systems/i, 'vicuna'],
  [/open ?assistant|laion/i, 'open-assistant'],
  [/internlm|shanghai/i, 'internlm'],
  [/baichuan/i, 'baichuan'],
  [/olmo|t[uü]lu|ai2|allen/i, 'olmo'],
  [/jamba|ai21/i, 'jamba'],
  [/dbrx|databricks/i, 'dbrx'],
  [/reka/i, 'reka'],
  [/hermes|nous/i, 'hermes'],
  [/falcon|technology innovation/i, 'falcon'],
  [/^pi$|inflection/i, 'pi'],
  [/stablelm|stability/i, 'stablelm'],
];

/** The family that a model or its maker belongs to; null if it is none of those that have a name here. */
export function familyClaimedBy(name: string): string | null {
  return familyOfName.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
