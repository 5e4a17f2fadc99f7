import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import { addToMixture, emptyMixtureSums } from '../../../server/engine/mixture.ts';
import { decodeProfile } from '../../../server/engine/profile.ts';
import { defaultProfileFile } from '../../../server/locations.ts';
import { PosteriorSample } from '../../../server/scan/posterior-sample.ts';
import { type FileSums, RunTotal } from '../../../server/scan/run-total.ts';

const profile = decodeProfile(readFileSync(defaultProfileFile));
const { families } = profile;

/** Samples `from` to `to`, of which every third is by the one family and the others by the other one. */
function fileOf(from: number, to: number): FileSums {
  const mixture = emptyMixtureSums(profile);
  const posteriors = new PosteriorSample();
  for (let i = from; i < to; i++) {
    const family = i % 3 === 0 ? 'claude' : 'gpt';
    const posterior = toBasisPoints(
      families.map((name) => (name === family ? 0.5 : 0.5 / families.length)),
    );
    const cluster = i * 0x9e3779b1;
    addToMixture(mixture, posterior, cluster);
    posteriors.add({ textId: i.toString(16).padStart(13, '0'), posterior, cluster });
  }
  const analysed = to - from;
  return {
    profile,
    coverage: { rows: analysed + 1, samples: analysed + 1, analysed, skipped: { 'no-text': 1 } },
    mixture,
    posteriors,
  };
}

function totalOf(files: readonly FileSums[]): ReturnType<RunTotal['view']> {
  const total = new RunTotal(profile);
  for (const file of files) total.add(file);
  return total.view(1);
}

test('of a single file there is no total', () => {
  expect(totalOf([fileOf(0, 10)])).toBeNull();
});

test('files together have the shares of one file that holds all of them', () => {
  const total = totalOf([fileOf(0, 90), fileOf(90, 100), fileOf(100, 300)])!;
  const whole = totalOf([fileOf(0, 300), fileOf(0, 0)])!;
  const coverage = { rows: 303, samples: 303, analysed: 300, skipped: { 'no-text': 3 } };
  expect(total).toEqual({ ...whole, files: 3, coverage });
  const shareOf = (name: string): number =>
    total.mixture.find(({ family }) => family === name)!.share;
  expect(shareOf('gpt')).toBeGreaterThan(shareOf('claude'));
});

test('files that nothing is read of have no shares', () => {
  const nothing = fileOf(0, 0);
  const total = totalOf([nothing, nothing]);
  expect(total).toMatchObject({ files: 2, mixture: [], crossCheck: null });
});

test('shares by different profiles do not add up', () => {
  const other = { ...fileOf(10, 20), profile: { ...profile } };
  expect(totalOf([fileOf(0, 10), other])).toBeNull();
});
