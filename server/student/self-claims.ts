/**
 * Whose model an answer to "who are you?" says it is: its own claims, no mere mentions. What English texts of
 * any kind give away is found as leaks are (engine/leakage.ts). Somebody who was asked says it in more ways and
 * in other languages: a sentence that begins with the speaker and comes to a name, unless it denies or compares.
 */

import { findLeaks } from '../engine/leakage.ts';
import { familyClaimedBy, makerNames, modelNames } from '../engine/leak-patterns.ts';

/** Names in other scripts, by family. */
const otherScripts: readonly (readonly [family: string, names: string])[] = [
  ['gpt', '오픈AI|오픈에이아이|オープンAI|챗GPT'],
  ['claude', 'クロード|アンソロピック|클로드|앤트로픽|Клод|Антропик'],
  ['gemini', '谷歌|グーグル|구글|Гугл|ジェミニ|제미나이'],
  ['qwen', '通义千问|通义|千问|阿里巴巴|阿里云|アリババ|알리바바|Алибаба'],
  ['deepseek', '深度求索|ディープシーク|딥시크'],
  ['kimi', '月之暗面'],
  ['glm', '智谱'],
  ['ernie', '文心一言|百度'],
  ['doubao', '豆包|字节跳动'],
  ['hunyuan', '混元|腾讯'],
  ['phi', 'マイクロソフト|마이크로소프트|微软'],
];
const inOtherScripts = otherScripts.map(([, names]) => names).join('|');
const name = `(?<name>(?<![A-Za-z])(?:${modelNames}|${makerNames})(?![A-Za-z])|${inOtherScripts})`;

/** Whole words; `unless`: what they do not begin a claim after. */
const words = (alternatives: string, unless = ''): string =>
  `(?<!\\p{L}${unless})(?:${alternatives})(?!\\p{L})`;

interface Speech {
  /** What a sentence about the speaker begins with. */
  readonly self: string;
  /** Between there and the name, or behind it where `isTailRead`: then the sentence claims something else. */
  readonly unless: RegExp;
  /** Languages that deny at the end of a sentence. */
  readonly isTailRead?: true;
}

/** By the languages of the probes that ship: English, German, French, Spanish, Portuguese, Italian, Russian,
 *  Chinese, Japanese, Korean. */
const speeches: readonly Speech[] = [
  {
    self: words(
      "I am|I['’]m|I was|I have been|[Mm]y (?:name|maker|creator|developer|model)s? (?:is|are|was|were)",
    ),
    unless:
      /\b(?:no|not|never|neither|whether|if|asked|told|unlike|like|similar|than|rather|instead|based on|compar\w+|about|for|using)\b|n['’]t\b/,
  },
  {
    self: words('[Ii]ch (?:bin|heiße|wurde)|[Mm]ein Name (?:ist|lautet)'),
    unless: /(?<!\p{L})(?:nicht|keine?|nie|ob|wie|ähnlich|statt|anders|basier\p{L}*)(?!\p{L})/u,
  },
  {
    self: words("[Jj]e (?:suis|m['’]appelle)|[Jj]['’]ai été|[Mm]on nom est"),
    unless: /(?<!\p{L})(?:pas|jamais|si|comme|semblable|similaire|contrairement|basée?)(?!\p{L})/u,
  },
  {
    self: words(
      '[Ss]oy|[Mm]e llamo|[Mm]i nombre es|[Ff]ui|[Hh]e sido|[Mm]e (?:creó|desarrolló|entrenó)',
      '|[Nn]o ',
    ),
    unless:
      /(?<!\p{L})(?:no|nunca|si|(?<!conocid[oa] )como|similar|parecid\p{L}|basad\p{L})(?!\p{L})/u,
  },
  {
    self: words('[Ss]ou|[Mm]e chamo|[Mm]eu nome é|[Ff]ui', '|[Nn]ão '),
    unless:
      /(?<!\p{L})(?:não|nunca|se|(?<!conhecid[oa] )como|semelhante|parecid\p{L}|basead\p{L})(?!\p{L})/u,
  },
  {
    self: words('[Ss]ono|[Mm]i chiamo|[Ii]l mio nome è', '|[Nn]on '),
    unless: /(?<!\p{L})(?:non|mai|se|(?<!conosciut[oa] )come|simile|basat\p{L})(?!\p{L})/u,
  },
  {
    self: words('[Яя]|[Мм]еня|[Мм]о[её] имя'),
    unless: /(?<!\p{L})(?:не|ни|ли|как|подобн\p{L}+|похож\p{L}*|основан\p{L}*)(?!\p{L})/u,
  },
  { self: '我(?:是|叫|由|来自|的名字)', unless: /不|非|没|类似|像|基于/ },
  {
    self: '(?:私|わたし|僕|名前)は',
    unless: /ではありません|ではな|じゃな|ような|基づ|ベース/,
    isTailRead: true,
  },
  { self: '(?:저는|나는|제 이름은)', unless: /아니|아닙|않|같은|기반/, isTailRead: true },
];

/** In characters: from the speaker to the name. Bounded, so that looking takes linear time. */
const gap = '[^.!?。！？\\n]{0,80}?';
const sentences = speeches.map(({ self, ...rest }) => ({
  pattern: new RegExp(`${self}(?<between>${gap})${name}(?<tail>[^.!?。！？\\n]{0,80})`, 'gu'),
  ...rest,
}));

/** "Anthropic made me."; an answer that is a name and nothing else. */
const others = [
  new RegExp(
    `(?:^|[.!?\\n])["“*\\s]*(?:It (?:is|was) )?${name}(?: (?:that|which|who))?(?: has)? (?:trained|created|developed|made|built|designed) me\\b`,
    'gu',
  ),
  new RegExp(`^["“*\\s]*(?:[Bb]y )?${name}[\\s.!"”*]*$`, 'gu'),
];

/** An introduction stands where an answer begins. */
const charsRead = 4000;

/** Families, each once, in the order in which they are found. */
export function selfClaims(answer: string): string[] {
  const text = answer.slice(0, charsRead);
  const found = findLeaks(text).flatMap(({ flag, claims }) =>
    flag === 'self-identification' ? (claims ?? []) : [],
  );
  for (const { pattern, unless, isTailRead } of sentences) {
    for (const { groups } of text.matchAll(pattern)) {
      const { between = '', tail = '', name: named } = groups!;
      if (unless.test(isTailRead === true ? between + tail : between)) continue;
      found.push(...familyOf(named!));
    }
  }
  for (const pattern of others) {
    for (const { groups } of text.matchAll(pattern)) found.push(...familyOf(groups!['name']!));
  }
  return [...new Set(found)];
}

function familyOf(named: string): string[] {
  const other = otherScripts.find(([, names]) => names.split('|').includes(named));
  return [other?.[0] ?? familyClaimedBy(named) ?? []].flat();
}
