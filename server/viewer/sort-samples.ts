/** Samples in the order that a person asked for; equal ones stay in the order of the file. */

import { flags } from '../../protocol/views.ts';
import type { RowOrder } from '../../protocol/viewer.ts';
import { basisPointsPerUnit } from '../engine/numbers.ts';
import { inSlices } from './in-slices.ts';
import type { VerdictTable } from './verdict-table.ts';

type KeyOf = (sample: number) => number;

export async function sortSamples(
  samples: Uint32Array,
  order: Exclude<RowOrder, 'file'>,
  table: VerdictTable,
): Promise<Uint32Array> {
  const strongest = await countingSort(samples, strengthKey(table), strengthKeys);
  switch (order) {
    case 'verdict':
      return strongest;
    case 'family':
      return countingSort(strongest, (sample) => table.familyIndex(sample), 256);
    case 'flags':
      return countingSort(strongest, flagsKey(table), flags.length + 1);
  }
}

/** Matches, then what is unknown, each from the most probable on; then what was not judged. */
function strengthKey(table: VerdictTable): KeyOf {
  return (sample) => {
    const kind = table.kindIndex(sample);
    if (kind >= 2) return 2 * keysPerVerdict + kind - 2;
    return kind * keysPerVerdict + basisPointsPerUnit - table.basisPoints(sample);
  };
}

const keysPerVerdict = basisPointsPerUnit + 1;
const strengthKeys = 2 * keysPerVerdict + 2;

/** Most flags first. */
function flagsKey(table: VerdictTable): KeyOf {
  return (sample) => flags.filter((_, flag) => !table.hasFlag(sample, flag)).length;
}

/** Linear in the number of samples, and stable, so that sorts by several keys are done one after the other. */
async function countingSort(
  samples: Uint32Array,
  keyOf: KeyOf,
  keys: number,
): Promise<Uint32Array> {
  const next = new Uint32Array(keys + 1);
  await inSlices(0, samples.length, (i) => {
    next[keyOf(samples[i]!) + 1]!++;
  });
  for (let key = 1; key <= keys; key++) next[key]! += next[key - 1]!;
  const sorted = new Uint32Array(samples.length);
  await inSlices(0, samples.length, (i) => {
    const sample = samples[i]!;
    sorted[next[keyOf(sample)]!++] = sample;
  });
  return sorted;
}
