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
    ["I'm sorry, but I can't help with that.", ["refusal(): I'm sorry, but I can't"]],
    ['I cannot assist with this.', ['refusal(): I cannot assist']],
    ['<|im_start|>assistant\nHi', ['chat-template(): <|im_start|>']],
    ['[INST] go [/INST]', ['chat-template(): [INST]', 'chat-template(): [/INST]']],
    ['<think>hm</think> yes', ['visible-reasoning(): <think>', 'visible-reasoning(): </think>']],
    ['As of my last update, nothing.', ['knowledge-cutoff(): As of my last update']],
    ['a\u200bb', ['hidden-characters(): \u200b']],
    // Talking about a model, quoting one, or being sorry for other reasons is no leak.
    ['ChatGPT was released by OpenAI in 2022, and Claude came later.', []],
    ["I am reading Claude's diary while Gemini rises.", []],
    ['I am sorry for your loss.', []],
    ['She said she cannot help it; the model of the ship is old.', []],
    ['👩‍👩‍👧 family', []],
    ['', []],
  ];
  test.each(cases)('%j', (text, expected) => {
    expect(leaksOf(text)).toEqual(expected);
  });

  test('the work is linear: hostile repetitions end', () => {
    for (const unit of ['I am a ', 'As an AI ', '<|', "I'm sorry, ", 'As of my ', '\u200b']) {
      expect(findLeaks(unit.repeat(20_000)).length).toBeLessThan(200);
    }
  });
});
