/** What texts are made of, and whether a file is like what error rates were measured on. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HashSet } from '../../../server/engine/hash-set.ts';
import { hashText } from '../../../server/engine/hash.ts';
import {
  addTexture,
  emptyTextureSums,
  fewestForLikeness,
  likenessOf,
  textureOf,
  traits,
  traitSteps,
} from '../../../server/engine/texture.ts';
import { Tokens } from '../../../server/engine/tokens.ts';

const frequent = new HashSet(['the', 'and'].map(hashText));

function shares(text: string): number[] {
  const tokens = new Tokens();
  tokens.read(text);
  return textureOf(tokens, frequent).map((trait) => trait / traitSteps);
}

test('a text is measured trait by trait', () => {
  // Three words and two numbers, a mark and a line break: seven tokens.
  const [length, ...others] = shares('The oak, 12\nand 3');
  expect(length).toBeCloseTo(Math.log(17), 3);
  const expected = [2 / 3, 3, 1 / 7, 2 / 7, 1 / 7, 1 / 3];
  others.forEach((share, k) => expect(share, traits[k + 1]).toBeCloseTo(expected[k]!, 3));
});

test('a text without words or tokens has a texture too', () => {
  for (const text of ['', ' ', '—', '12 12']) {
    expect(shares(text).every((share) => Number.isFinite(share))).toBe(true);
  }
});

const one = traits.map(() => traitSteps);
const textures = {
  sources: [
    { name: 'near', means: one },
    { name: 'far', means: one.map((mean) => mean * 5) },
  ],
  spread: one,
  limit: 0.7,
};

function likenessOfMany(texture: readonly number[], texts = fewestForLikeness) {
  const sums = emptyTextureSums();
  for (let i = 0; i < texts; i++) addTexture(sums, texture);
  return likenessOf(textures, sums);
}

test('a file is measured from the source that is nearest', () => {
  const texture = one.map((mean, k) => (k === 3 ? mean * 3 : mean));
  expect(likenessOfMany(texture)).toEqual({
    source: 'near',
    distance: Math.sqrt(4 / traits.length),
    limit: 0.7,
    trait: 'marks',
    difference: 2,
  });
  expect(likenessOfMany(one.map((mean) => mean * 4))).toMatchObject({
    source: 'far',
    distance: 1,
    difference: -1,
  });
});

test('too few texts are like nothing', () => {
  expect(likenessOfMany(one, fewestForLikeness - 1)).toBeNull();
});

test('texts that were not judged do not count', () => {
  const sums = emptyTextureSums();
  addTexture(sums, []);
  expect(sums).toEqual(emptyTextureSums());
});

test('the order of texts does not matter', () => {
  const texture = fc.array(fc.nat(200_000), { minLength: traits.length, maxLength: traits.length });
  fc.assert(
    fc.property(fc.array(texture, { maxLength: 40 }), (list) => {
      const forwards = emptyTextureSums();
      const backwards = emptyTextureSums();
      for (const each of list) addTexture(forwards, each);
      for (const each of [...list].reverse()) addTexture(backwards, each);
      expect(backwards).toEqual(forwards);
    }),
  );
});
