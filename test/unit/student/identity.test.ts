/** What answers to "who are you?" claim, in ten languages, and how claims contradict each other. */

import { describe, expect, test } from 'vitest';
import { identityOf } from '../../../server/student/identity.ts';
import { selfClaims } from '../../../server/student/self-claims.ts';

/** Families that an answer claims to be of. */
const claiming: [answer: string, ...families: string[]][] = [
  ['I am Claude, made by Anthropic.', 'claude'],
  ["Hello! I'm an AI assistant that a company called Mistral AI has built.", 'mistral'],
  ['My name is Qwen. How can I help?', 'qwen'],
  ['I was trained by a team of researchers at DeepSeek.', 'deepseek'],
  ['OpenAI trained me.', 'gpt'],
  ['Well. It was Anthropic that has developed me.', 'claude'],
  ['**Anthropic**', 'claude'],
  ['By Google.', 'gemini'],
  ['My developers are at Moonshot AI.', 'kimi'],
  ['I am Gemma, a small open model by Google DeepMind.', 'gemma'],
  ['I am ChatGPT. Sorry, that is wrong: I am Claude.', 'gpt', 'claude'],
  ['Ich bin ein großes Sprachmodell, das von OpenAI entwickelt wurde.', 'gpt'],
  ['Ich heiße Claude und wurde von Anthropic trainiert.', 'claude'],
  ['Je suis Mistral, un modèle créé à Paris.', 'mistral'],
  ['J’ai été développé par OpenAI.', 'gpt'],
  ['Soy un asistente conocido como Gemini.', 'gemini'],
  ['Me desarrolló una empresa llamada Anthropic.', 'claude'],
  ['Sou o Qwen, um modelo da Alibaba Cloud.', 'qwen'],
  ['Mi chiamo Claude.', 'claude'],
  ['Я большая языковая модель, меня обучила компания OpenAI.', 'gpt'],
  ['我是通义千问，由阿里云开发。', 'qwen'],
  ['我是由深度求索公司开发的人工智能助手。', 'deepseek'],
  ['私はAnthropicが開発したClaudeです。', 'claude'],
  ['私はグーグルによって作られました。', 'gemini'],
  ['저는 오픈AI가 만든 언어 모델입니다.', 'gpt'],
];

const claimingNothing: string[] = [
  '',
  'I am a language model, and I do not know who made me.',
  'I am not ChatGPT.',
  "I'm not made by OpenAI, if that is what you mean.",
  'I am often asked whether OpenAI made me.',
  'I am an assistant similar to ChatGPT.',
  'OpenAI and Anthropic are two companies that train such models.',
  'People say that Claude is polite.',
  'This is an open source answer to ChatGPT.',
  'You may think that I was built by somebody else than I say. Claude was built by Anthropic.',
  'Ich bin kein Modell von OpenAI.',
  'Ich bin ein Sprachmodell, ähnlich wie ChatGPT.',
  'Ich bin für Metadaten zuständig.',
  'Je ne suis pas ChatGPT.',
  'Je suis un modèle comme Gemini.',
  'No soy ChatGPT.',
  'Soy un modelo como Claude.',
  'Não sou o ChatGPT.',
  'Non sono ChatGPT.',
  'Я не ChatGPT.',
  '我不是ChatGPT。',
  '我是一个类似ChatGPT的助手。',
  '私はChatGPTではありません。',
  '저는 ChatGPT가 아닙니다.',
];

describe('claims', () => {
  test.each(claiming)('%s', (answer, ...families) => {
    expect(selfClaims(answer).sort()).toEqual(families.sort());
  });
  test.each(claimingNothing)('none: %s', (answer) => {
    expect(selfClaims(answer)).toEqual([]);
  });
});

/** Answers in the order of the file, one letter per claim: `c` Claude, `g` GPT, `m` Gemma, `n` Gemini, `-` none. */
const saying: Record<string, string> = {
  c: 'I am Claude.',
  g: 'I am ChatGPT.',
  m: 'I am Gemma.',
  n: 'I am Gemini.',
  '-': 'I am a program.',
};

function identity(spoken: [lang: string, said: string][]) {
  const answers = spoken.flatMap(([lang, said]) =>
    [...said.split(' ')].map((letters) => ({
      lang,
      text: Array.from(letters, (letter) => saying[letter]!).join(' '),
    })),
  );
  const file = {
    path: 'pupil.jsonl',
    role: 'student' as const,
    identity: [
      {
        name: 'pupil',
        vendor: 'pupil',
        answers: answers.map((answer, i) => ({ ...answer, row: i + 1 })),
      },
    ],
  };
  return identityOf([file])![0]!;
}

describe('contradictions', () => {
  const cases: [name: string, [lang: string, said: string][], number, number, number][] = [
    ['none', [['en', 'c c -']], 0, 0, 0],
    ['nobody is named', [['en', '- -']], 0, 0, 0],
    ['by wording', [['en', 'c c g']], 1, 1, 0],
    [
      'by language',
      [
        ['en', 'c c'],
        ['zh', 'g'],
      ],
      1,
      0,
      1,
    ],
    [
      'by both',
      [
        ['en', 'c c g'],
        ['zh', 'g -'],
      ],
      2,
      1,
      1,
    ],
    ['in one answer', [['en', 'c cg']], 1, 1, 0],
    ['two lines of one house', [['en', 'n n m']], 0, 0, 0],
  ];
  test.each(cases)('%s', (_, spoken, answers, wordings, languages) => {
    expect(identity(spoken).contradictions).toEqual({ answers, wordings, languages });
  });
});

test('every answer is where one can look at it', () => {
  expect(identity([['en', 'c g - c']])).toEqual({
    model: 'pupil',
    vendor: 'pupil',
    role: 'student',
    probes: 4,
    claims: [
      {
        vendor: 'claude',
        answers: [1, 4].map((row) => ({ path: 'pupil.jsonl', row, lang: 'en' })),
      },
      { vendor: 'gpt', answers: [{ path: 'pupil.jsonl', row: 2, lang: 'en' }] },
    ],
    unnamed: [{ path: 'pupil.jsonl', row: 3, lang: 'en' }],
    contradictions: { answers: 1, wordings: 1, languages: 0 },
  });
});

test('who answered no probe is not in it', () => {
  expect(identityOf([{ path: 'a.jsonl', role: 'student', identity: [] }])).toBeNull();
});
