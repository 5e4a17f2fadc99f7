/** Explanations of anything, for properties of everything that shows them. */

import fc from 'fast-check';
import {
  type ExplanationView,
  flags,
  type NearFamilyView,
  type SampleView,
  skipReasons,
} from '../../protocol/views.ts';
import { hostileText } from './hostile-text.ts';

export const share = fc.double({ min: 0, max: 1, noNaN: true });
export const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value);

export const sampleView: fc.Arbitrary<SampleView> = fc.record({
  row: fc.nat(),
  line: orNull(fc.nat()),
  turn: orNull(fc.nat()),
  role: orNull(hostileText),
  chars: fc.nat(),
  lang: orNull(hostileText),
  verdict: fc.constantFrom('match', 'unknown', 'too-short'),
  family: orNull(hostileText),
  model: orNull(hostileText),
  modelProbability: orNull(share),
  probability: orNull(share),
  typicality: orNull(share),
  q: orNull(share),
  families: fc.dictionary(hostileText, share, { maxKeys: 3 }),
  flags: fc.subarray([...flags]),
  skipped: orNull(fc.constantFrom(...skipReasons)),
  problem: orNull(hostileText),
  preview: hostileText,
});

const bits = fc.double({ min: -9, max: 9, noNaN: true });

/** All families have the same experts, as in any profile. */
const nearest: fc.Arbitrary<NearFamilyView[]> = fc
  .subarray(['phrase', 'spelling', 'template', 'layout', 'ends'], { minLength: 1 })
  .chain((names) =>
    fc.array(
      fc.record({
        family: hostileText,
        probability: share,
        experts: fc.tuple(
          ...names.map((expert) => fc.record({ expert: fc.constant(expert), bits })),
        ),
        bits,
      }),
      { maxLength: 3 },
    ),
  );

export const explanationView: fc.Arbitrary<ExplanationView> = fc.record({
  sample: sampleView,
  text: hostileText,
  analysedChars: fc.nat(),
  evidence: fc.array(
    fc.record({
      start: fc.nat(),
      end: fc.nat(),
      bits,
      expert: fc.constantFrom('phrase', 'spelling', 'template'),
      text: hostileText,
    }),
    { maxLength: 8 },
  ),
  nearest,
  leaks: fc.array(
    fc.record({
      flag: fc.constantFrom(...flags),
      start: fc.nat(9),
      end: fc.nat(9),
      claims: orNull(fc.constantFrom('gpt', 'claude')),
    }),
    { maxLength: 2 },
  ),
  against: orNull(hostileText),
  errorRate: fc.constant('Of 120 texts called like this, 118 were right.'),
});
