import { describe, expect, test } from 'vitest';
import { FeatureBuffer } from '../../../server/engine/feature-buffer.ts';
import { findFeatures } from '../../../server/engine/find-features.ts';
import { HashSet } from '../../../server/engine/hash-set.ts';
import { hashText } from '../../../server/engine/hash.ts';
import type { ExpertName } from '../../../server/engine/profile.ts';
import { Tokens } from '../../../server/engine/tokens.ts';

const features = new FeatureBuffer(undefined, { keepsSpans: true });
const tokens = new Tokens();
const keptWords = new HashSet('the a of is'.split(' ').map(hashText));

/** Features, each with the piece of text that it covers, as found. */
function findIn(expert: ExpertName, text: string): { hash: number; piece: string }[] {
  tokens.read(text);
  findFeatures(expert, tokens, keptWords, features);
  const { hashes, starts, ends, count } = features;
  return Array.from(hashes.subarray(0, count), (hash, i) => ({
    hash,
    piece: text.slice(starts![i], ends![i]),
  }));
}

const piecesOf = (expert: ExpertName, text: string): string[] =>
  findIn(expert, text).map(({ piece }) => piece);

/** Whether two texts give an expert exactly the same features. */
function checkAlike(expert: ExpertName, a: string, b: string, alike: boolean): void {
  const hashes = (text: string): number[] => findIn(expert, text).map(({ hash }) => hash);
  if (alike) expect(hashes(a)).toEqual(hashes(b));
  else expect(hashes(a)).not.toEqual(hashes(b));
}

describe('what an expert finds', () => {
  test.each<[ExpertName, string, string[]]>([
    ['phrase', 'To be, or', ['To', 'To be', 'be', 'be,', 'To be,', ',', ', or', 'be, or', 'or']],
    ['spelling', 'ab cd.', ['ab ', 'b c', ' cd', 'cd.', 'ab cd', 'b cd.']],
    ['spelling', 'abcd', ['abc', 'bcd']],
    ['spelling', 'ab', []],
    ['template', 'a dog', ['a', 'dog', 'a dog']],
    ['layout', '- one two\n', ['- one two', 'one two\n']],
    ['layout', '- *One*\n', ['- *', '*One', 'One*', '*\n', '- *One*', '*One*\n']],
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
