import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bucketBits,
  bucketOf,
  emptyHash,
  extendHash,
  hashText,
} from '../../../server/engine/hash.ts';
import { cellCount, cellOf, Vocabulary } from '../../../server/engine/vocabulary.ts';

describe('the hash', () => {
  // A profile's features are these numbers: whoever changes them makes every profile worthless.
  const vectors: [text: string, hash: number, bucket: number][] = [
    ['', 625341585, 610685],
    ['a', -1783438697, 2452664],
    ['bread', 978074565, 955150],
    ['Bread', -1706677362, 2527626],
    ['na\u00efve \u2014 \u65e5\u672c\u8a9e', -1493133792, 2736165],
    ['\ud83e\udd50', -1324840917, 2900514],
    ['\ud83e', 311148264, 303855],
    ['the quick brown fox', -1986178090, 2254676],
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
        expect(BigInt(bucketOf(hashText(text)))).toBe(exact(text) >> BigInt(32 - bucketBits));
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

  test('gives the buckets that it kept their slot, and no other any', () => {
    fc.assert(
      fc.property(hashes, hashes, fc.nat(), (kept, others, flip) => {
        const buckets = [
          ...new Map(kept.map((hash) => [cellOf(bucketOf(hash)), hash])).values(),
        ].map(bucketOf);
        const vocabulary = new Vocabulary(buckets);
        expect(vocabulary.size).toBe(buckets.length);
        // Some of these differ from kept ones in a few bits, and share their cell.
        const near = kept.map((hash) => hash ^ (flip & 0xffff));
        const all = [...kept, ...others, ...near];
        const slots = all.map((hash) => buckets.indexOf(bucketOf(hash)));
        expect(all.map((hash) => vocabulary.slotOf(hash))).toEqual(slots);
      }),
    );
  });

  test('holds nothing where nothing was put', () => {
    const empty = new Vocabulary([]);
    for (const hash of [0, 1, -1, 0x7fff_ffff, -0x8000_0000, hashText('bread')]) {
      expect(empty.slotOf(hash)).toBe(-1);
    }
  });

  test('can be full', () => {
    const full = new Vocabulary(Array.from({ length: cellCount }, (_, cell) => cell << 6));
    expect(full.slotOf(-1 << 16)).toBe(cellCount - 1);
    expect(full.slotOf(0)).toBe(0);
    expect(full.slotOf(1 << 10)).toBe(-1);
  });
});
