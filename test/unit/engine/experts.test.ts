import { describe, expect, test } from 'vitest';
import { countFeatures } from '../../../server/engine/count-features.ts';
import { FeatureCounter } from '../../../server/engine/feature-counter.ts';
import { bucketCount, hashText } from '../../../server/engine/hash.ts';
import type { ExpertName } from '../../../server/engine/profile.ts';
import { Tokens } from '../../../server/engine/tokens.ts';
import { Vocabulary } from '../../../server/engine/vocabulary.ts';

const counter = new FeatureCounter(new Vocabulary(new Uint32Array(bucketCount).keys()));
const tokens = new Tokens();
const keptWords = new Set('the a of is'.split(' ').map(hashText));

/** Feature → the piece of text that it covers, in the order of counting. */
function countIn(expert: ExpertName, text: string): { slot: number; piece: string }[] {
  tokens.read(text);
  counter.places = [];
  countFeatures(expert, tokens, keptWords, counter);
  const places = counter.places;
  const found = [];
  for (let i = 0; i < places.length; i += 3) {
    found.push({ slot: places[i]!, piece: text.slice(places[i + 1], places[i + 2]) });
  }
  return found;
}

const piecesOf = (expert: ExpertName, text: string): string[] =>
  countIn(expert, text).map(({ piece }) => piece);

/** Whether two texts give an expert exactly the same features. */
function checkAlike(expert: ExpertName, a: string, b: string, alike: boolean): void {
  const slots = (text: string): number[] => countIn(expert, text).map(({ slot }) => slot);
  if (alike) expect(slots(a)).toEqual(slots(b));
  else expect(slots(a)).not.toEqual(slots(b));
}

describe('what an expert counts', () => {
  test.each<[ExpertName, string, string[]]>([
    ['phrase', 'To be, or', ['To', 'To be', 'be', 'be,', 'To be,', ',', ', or', 'be, or', 'or']],
    ['spelling', 'ab c', ['ab', 'b ', 'ab ', ' c', 'b c', 'ab c']],
    ['template', 'a dog', ['a', 'dog', 'a dog']],
    ['layout', '- one two\n', ['- one two', 'one two\n', '- one two\n']],
    ['ends', 'Hi!', ['Hi', '!', 'Hi!', 'Hi', '!', 'Hi!']],
  ])('%s: %j', (expert, text, pieces) => {
    expect(piecesOf(expert, text).sort()).toEqual(pieces.sort());
  });

  test.each<[ExpertName, string, string, boolean]>([
    // Which words they are does not matter to a skeleton, how many does.
    ['layout', '**Red foxes** run.', '**Old books** fall.', true],
    ['layout', '**Red foxes** run.', '**Red foxes** run off far away.', false],
    ['layout', '# One two', '## One two', false],
    ['layout', 'It is — good', 'It is - good', false],
    // Templates keep frequent words, and of others their case and ending.
    ['template', 'the running of a dog', 'the jumping of a cat', true],
    ['template', 'the running of a dog', 'the running is a dog', false],
    ['template', 'the Fox', 'the fox', false],
    // Names of models are masked, so a text about one is not by it.
    ['phrase', 'Ask Claude now', 'Ask Gemini now', true],
    ['spelling', 'Ask Claude now', 'Ask Gemini now', true],
    ['phrase', 'Ask Peter now', 'Ask Gemini now', false],
    // All numbers of one length are one word.
    ['phrase', 'in 1984', 'in 2026', true],
    ['phrase', 'in 1984', 'in 26', false],
  ])('%s: %j against %j, alike: %s', checkAlike);

  test('beginnings and ends do not know what lies between', () => {
    const opener = 'one two three four five six seven eight ';
    const closer = 'z '.repeat(20);
    checkAlike('ends', `${opener} ${'x '.repeat(30)} ${closer}`, `${opener} y ${closer}`, true);
  });

  test('nothing is in an empty text', () => {
    for (const expert of ['phrase', 'spelling', 'template', 'layout', 'ends'] as const)
      expect(piecesOf(expert, '')).toEqual([]);
  });
});
