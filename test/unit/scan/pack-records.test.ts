/** Records arrive as they were sent. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRecords, unpackRecords } from '../../../server/scan/pack-records.ts';
import type { SampleRecord } from '../../../server/scan/record.ts';
import { hostileText } from '../../support/hostile-text.ts';

const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value);
/** Few, and of a kind that is easily taken for another. */
const word = fc.constantFrom('', 'claude', '\0', '\0\0', 'null', '\ud83d');
const number = fc.oneof(fc.double({ noNaN: true }), fc.maxSafeInteger());

const record: fc.Arbitrary<SampleRecord> = fc.record({
  row: fc.maxSafeNat(),
  line: orNull(fc.maxSafeNat()),
  turn: orNull(fc.nat()),
  role: orNull(word),
  chars: fc.nat(),
  lang: orNull(word),
  verdict: fc.constantFrom('match', 'unknown', 'too-short'),
  family: orNull(word),
  model: orNull(word),
  modelProbability: orNull(number),
  probability: orNull(number),
  typicality: orNull(number),
  pValue: orNull(number),
  parts: fc.array(fc.record({ column: word, value: word }), { maxLength: 2 }),
  posterior: fc.array(fc.nat(10_000), { maxLength: 20 }),
  texture: fc.array(fc.nat(200_000), { maxLength: 8 }),
  flags: fc.subarray(['refusal', 'chat-template', 'self-identification'], { maxLength: 2 }),
  skipped: orNull(fc.constantFrom('blank', 'broken-json')),
  problem: orNull(word),
  opening: fc.oneof(hostileText, fc.string({ unit: 'binary' })),
  cluster: fc.integer(),
  claims: fc.subarray(['claude', 'gpt']),
  textId: orNull(word),
  sketch: fc.uint32Array({ maxLength: 20 }),
});

const alike: fc.Arbitrary<SampleRecord[]> = fc
  .tuple(record, fc.array(fc.record({ role: orNull(word), lang: orNull(word) })))
  .map(([base, differences]) => differences.map((difference) => ({ ...base, ...difference })));

test('records arrive as they were sent', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(record), alike), (records) => {
      expect(unpackRecords(structuredClone(packRecords(records)))).toEqual(records);
    }),
    { numRuns: 300 },
  );
});
