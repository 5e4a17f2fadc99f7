import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLeaks } from '../../../server/engine/leakage.ts';

/** Leaks as `flag(claim): text`. */
function leaksOf(text: string): string[] {
  return findLeaks(text).map(
    ({ flag, claims, start, end }) => `${flag}(${claims ?? ''}): ${text.slice(start, end)}`,
  );
}

describe('leaks', () => {
  const cases: [string, string[]][] = [
    ['Hello, I am ChatGPT and I can help.', ['self-identification(gpt): I am ChatGPT']],
    ["Sure! I'm Claude, happy to help.", ["self-identification(claude): I'm Claude"]],
    [
      'I am a large language model trained by Google.',
      ['self-identification(gemini): I am a large language model trained by Google'],
    ],
    ['As an AI language model, no opinion.', ['self-identification(): As an AI language model']],
    ["It's hard to say, since I'm just an AI.", ["self-identification(): I'm just an AI"]],
    ['As Grok, built by xAI, I see more.', ['self-identification(grok): As Grok']],
    ['You can call me Gemini Pro.', ['self-identification(gemini): call me Gemini']],
    [
      "I'm an AI assistant called Claude.",
      ["self-identification(claude): I'm an AI assistant called Claude"],
    ],
    ['I was made by Mistral AI.', ['self-identification(mistral): I was made by Mistral AI']],
    [
      'As a helpful assistant developed by 01.AI, no.',
      ['self-identification(yi): As a helpful assistant developed by 01.AI'],
    ],
    ["I'm sorry, but I can't help with that.", ["refusal(): I'm sorry, but I can't"]],
    ['I cannot assist with this.', ['refusal(): I cannot assist']],
    ['<|im_start|>assistant\nHi', ['chat-template(): <|im_start|>']],
    ['[INST] go [/INST]', ['chat-template(): [INST]', 'chat-template(): [/INST]']],
    ['◁think▷hm◁/think▷ yes', ['visible-reasoning(): ◁think▷', 'visible-reasoning(): ◁/think▷']],
    ['It was true within my knowledge cutoff.', ['knowledge-cutoff(): my knowledge cutoff']],
    ['\u{1f3f4} and \u{e0041} apart', ['hidden-characters(): \u{e0041}']],
    ['<think>hm</think> yes', ['visible-reasoning(): <think>', 'visible-reasoning(): </think>']],
    ['As of my last update, nothing.', ['knowledge-cutoff(): As of my last update']],
    ['a\u200bb', ['hidden-characters(): \u200b']],
    // Vendors that came later, names that people have as well, and names in quotation marks.
    ['I am Kimi, and I can help.', ['self-identification(kimi): I am Kimi']],
    ['You can call me "Vicuna".', ['self-identification(vicuna): call me "Vicuna']],
    ["I'm Nova, an AI assistant.", ["self-identification(nova): I'm Nova"]],
    [
      "I'm the GLM large language model developed by Z.ai.",
      ["self-identification(glm): I'm the GLM large language model developed by Z.ai"],
    ],
    [
      'I am a large language model (LLM) trained by Google.',
      ['self-identification(gemini): I am a large language model (LLM) trained by Google'],
    ],
    ['I was made by Tencent.', ['self-identification(hunyuan): I was made by Tencent']],
    ['I must respectfully decline.', ['refusal(): I must respectfully decline']],
    ["I don't feel comfortable writing that.", ["refusal(): I don't feel comfortable writing"]],
    ['I cannot in good conscience argue so.', ['refusal(): I cannot in good conscience']],
    ["I'm not able to help with that.", ["refusal(): I'm not able to help"]],
    [
      '<|start|>assistant<|channel|>final<|message|>Hi<|return|>',
      ['<|start|>', '<|channel|>', '<|message|>', '<|return|>'].map((x) => `chat-template(): ${x}`),
    ],
    ['<|header_start|>user', ['chat-template(): <|header_start|>']],
    ['<｜tool▁calls▁begin｜>', ['chat-template(): <｜tool▁calls▁begin｜>']],
    ['<end_of_turn>\n', ['chat-template(): <end_of_turn>']],
    ['[SYSTEM_PROMPT]Be kind.', ['chat-template(): [SYSTEM_PROMPT]']],
    ['That is all.</s>', ['chat-template(): </s>']],
    ['Yes. <tool_call>\n{}', ['tool-residue(): <tool_call']],
    ['[TOOL_CALLS] [{}]', ['tool-residue(): [TOOL_CALLS]']],
    ['So it says.【4†source】', ['tool-residue(): 【4†source】']],
    ['It rained citeturn0search1 there.', ['tool-residue(): 0search1']],
    ['See http://x.example/?utm_source=chatgpt.com', ['tool-residue(): =chatgpt.com']],
    ['Here: [file](sandbox:/a.csv)', ['tool-residue(): (sandbox:/']],
    ['It rained. [cite: 2, 3]', ['tool-residue(): [cite: 2']],
    ['[THINK]hm[/THINK]', ['visible-reasoning(): [THINK]', 'visible-reasoning(): [/THINK]']],
    ['I cannot browse the internet.', ['knowledge-cutoff(): I cannot browse the internet']],
    [
      'My training data only goes up to 2021.',
      ['knowledge-cutoff(): My training data only goes up to'],
    ],
    ['Some\u00adwhere', ['odd-typography(): \u00ad']],
    ['10\u202fkm', ['odd-typography(): \u202f']],
    ['a p\u0430ssword', ['odd-typography(): \u0430']],
    ['as said \ue200cite\ue201', ['odd-typography(): \ue200', 'odd-typography(): \ue201']],
    // Neither are operators, struck words, ordinary blanks, formulas, and words of one alphabet.
    ['f <| x |> g, and a <|b> c', []],
    ['It is <s>cold</s>', []],
    ['I must decline the noun.', ['refusal(): I must decline']],
    ["I don't feel comfortable with heights.", []],
    ["I'm Nova, and this is my brother.", []],
    ['It was my turn 0 times; see figure 0search.', []],
    ['Un\u00a0mot\u202f! Et 10\u202f000.', []],
    ['The password is пароль, and Ω is 3\u00a0nΩ, with ΔT.', []],
    ['【Note】 and [cite] and <function>', []],
    // Talking about a model, quoting one, or being sorry for other reasons is no leak.
    ['ChatGPT was released by OpenAI in 2022, and Claude came later.', []],
    ["I am reading Claude's diary while Gemini rises.", []],
    ['I am sorry for your loss.', []],
    ['She said she cannot help it; the model of the ship is old.', []],
    ['As Google grew, so did its rivals.', []],
    ['As a Google-owned platform, it has an advantage.', []],
    ['I am Claude Dubois, and this is my garden.', []],
    ["I'm a Gemini, and my sister is a Leo.", []],
    ["I'm Microsoft-certified.", []],
    ['I was in a museum designed by Google.', []],
    ['As a fan of the AI model made by OpenAI, I disagree.', []],
    ["I'm writing about an AI model trained by Anthropic.", []],
    ['As an AI researcher, I have seen worse.', []],
    ['I am an AI engineer from Graz.', []],
    ["I can't help but smile, and I cannot help wondering why.", []],
    ["She said it herself: I can't help it.", []],
    ['A knowledge cutoff is the date at which a model stops learning.', []],
    ['He writes <thinker> and <reason> by hand.', []],
    ['👩‍👩‍👧 family', []],
    [
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} against 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}',
      [],
    ],
    ['', []],
  ];
  test.each(cases)('%j', (text, expected) => {
    expect(leaksOf(text)).toEqual(expected);
  });

  test('a list of leaks is in the order of the text, each within it and none twice', () => {
    const piece = fc.constantFrom(
      ...cases.map(([text]) => text),
      'As ',
      'I am ',
      'an AI ',
      'Claude',
      'by OpenAI',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(' ');
        const leaks = findLeaks(text);
        leaks.forEach(({ flag, start, end }, i) => {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(start).toBeGreaterThanOrEqual(leaks[i - 1]?.start ?? 0);
          const others = leaks.slice(i + 1).filter((other) => other.flag === flag);
          expect(others.filter((other) => other.start < end)).toEqual([]);
        });
      }),
    );
  });

  test('the work is linear: hostile repetitions end', () => {
    const units = [
      'I am a ',
      'As an AI ',
      'As a model a',
      'I am the AI assistant AI assistant ',
      "I'm an AI AI AI AI AI called ",
      'As an ',
      '<|',
      "I'm sorry, ",
      'As of my ',
      'my knowledge ',
      '<',
      '<|a',
      '<s>',
      '【1†',
      'turn0',
      'a\u00ad',
      'I am not ',
      '\u200b',
      '\u{1f3f4}\u{e0067}',
      '\u{e0067}',
      'a',
    ];
    // The name opens the gates for the patterns that need one.
    for (const unit of units) {
      const leaks = findLeaks(`Claude knowledge ${unit.repeat(60_000 / unit.length)}`);
      expect(leaks.length).toBeLessThan(200);
    }
  });
});

test('of a cut-off date, all of what says so is found', () => {
  const said = 'As of my knowledge cutoff';
  const leaks = findLeaks(`Nobody knew. ${said} in 2023, nobody had asked.`);
  expect(leaks.map(({ start, end }) => [start, end])).toEqual([[13, 13 + said.length]]);
});
