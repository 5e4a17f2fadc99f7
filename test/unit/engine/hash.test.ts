import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bucketBits,
  bucketCount,
  bucketOf,
  emptyHash,
  extendHash,
  hashText,
} from '../../../server/engine/hash.ts';
import { Vocabulary } from '../../../server/engine/vocabulary.ts';

describe('the hash', () => {
  // A profile's features are these numbers: whoever changes them makes every profile worthless.
  const vectors: [text: string, hash: number, bucket: number][] = [
    ['', 625341585, 3655528],
    ['a', -1783438697, 3903042],
    ['bread', 978074565, 3215900],
    ['Bread', -1706677362, 3483406],
    ['na\u00efve \u2014 \u65e5\u672c\u8a9e', -1493133792, 3133243],
    ['\ud83e\udd50', -1324840917, 958430],
    ['\ud83e', 311148264, 322729],
    ['the quick brown fox', -1986178090, 2512967],
  ];
  test.each(vectors)('of %j', (text, hash, bucket) => {
    expect([hashText(text), bucketOf(hashText(text))]).toEqual([hash, bucket]);
  });

  test('is what its definition says, in exact arithmetic', () => {
    const mask = 0xffff_ffffn;
    const exact = (text: string): bigint => {
      let hash = BigInt(emptyHash);
      for (let i = 0; i < text.length; i++) {
        const mixed = ((hash ^ BigInt(text.charCodeAt(i))) * 0x9e37_79b1n) & mask;
        hash = mixed ^ (mixed >> 15n);
      }
      return hash;
    };
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(BigInt(hashText(text) >>> 0)).toBe(exact(text));
        const bucket = ((exact(text) * 0x9e37_79b1n) & mask) >> BigInt(32 - bucketBits);
        expect(BigInt(bucketOf(hashText(text)))).toBe(bucket);
      }),
    );
  });

  test('of a text goes on from that of its beginning', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 1 }), (start, unit) => {
        expect(extendHash(hashText(start), unit.charCodeAt(0))).toBe(hashText(start + unit));
      }),
    );
  });
});

describe('a vocabulary', () => {
  const hashes = fc.array(fc.integer(), { maxLength: 200 });

  test('gives the buckets that it kept their rank, and no other any', () => {
    fc.assert(
      fc.property(hashes, hashes, (kept, others) => {
        const buckets = [...new Set(kept.map(bucketOf))];
        const vocabulary = new Vocabulary(buckets);
        const ascending = buckets.toSorted((a, b) => a - b);
        expect(vocabulary.size).toBe(buckets.length);
        expect([...vocabulary.buckets()]).toEqual(ascending);
        for (const hash of [...kept, ...others]) {
          expect(vocabulary.slotOf(hash)).toBe(ascending.indexOf(bucketOf(hash)));
        }
      }),
      // Each of them is a bitmap of all buckets.
      { numRuns: 10 },
    );
  });

  test('can hold every bucket', () => {
    const all = new Vocabulary(Array.from({ length: bucketCount }, (_, bucket) => bucket));
    expect(all.size).toBe(bucketCount);
    for (const hash of [0, 1, -1, 0x7fff_ffff, -0x8000_0000, hashText('bread')]) {
      expect(all.slotOf(hash)).toBe(bucketOf(hash));
    }
  });
});
