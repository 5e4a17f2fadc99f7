/** Whether the parts of a profile fit together. A local profile comes with a dataset, from anybody. */

import { humanFamily, otherFamily } from './decide.ts';
import { basisPointsPerUnit } from './numbers.ts';
import type { LinearLayer, Profile, ShareScaling } from './profile.ts';

const longestName = 200;
const mostFamilies = 1000;

export function isWhole(profile: Profile): boolean {
  try {
    return hasNames(profile) && hasCalibration(profile) && hasExperts(profile);
  } catch {
    // Something is not there at all, or of another type.
    return false;
  }
}

function hasNames({ id, families, models }: Profile): boolean {
  const size = families.length;
  const isName = (name: unknown): boolean => typeof name === 'string' && name.length <= longestName;
  return (
    size > 2 &&
    size <= mostFamilies &&
    [id, ...families].every(isName) &&
    new Set(families).size === size &&
    families.at(-2) === humanFamily &&
    families.at(-1) === otherFamily &&
    models.every(({ name, family }) => isName(name) && Number.isInteger(family) && family < size)
  );
}

function hasCalibration({ families, experts, calibration }: Profile): boolean {
  const { ends, scores } = calibration.typicalScores;
  const size = families.length;
  const bins = calibration.lengthBounds.length + 1;
  const lists: [readonly number[], number][] = [
    [calibration.expertWeights, experts.length],
    [calibration.sharpness, bins],
    [calibration.matchThreshold, bins],
    [calibration.marginSharpness, calibration.marginBounds.length + 1],
    [calibration.familyBias, size],
  ];
  return (
    lists.every(([list, length]) => list.length === length && list.every(Number.isFinite)) &&
    [calibration.doubt, calibration.modelSharpness, calibration.mixtureShrinkage].every(
      Number.isFinite,
    ) &&
    calibration.confusion.length === size * size &&
    (calibration.shareScaling === undefined || isScaling(calibration.shareScaling, size)) &&
    calibration.nullTail.length === basisPointsPerUnit + 1 &&
    ends.length === size * bins &&
    ends.every((end, i) => end <= scores.length && end >= (ends[i - 1] ?? 0))
  );
}

function isScaling({ learned, weights, bias }: ShareScaling, size: number): boolean {
  return (
    weights.length === size * size &&
    bias.length === size &&
    [...weights, ...bias].every(Number.isFinite) &&
    learned.every((k, at) => Number.isInteger(k) && k < size && k > (learned[at - 1] ?? -1))
  );
}

function hasExperts({ families, models, experts }: Profile): boolean {
  return experts.every(
    ({ buckets, idf, families: layer, models: inner }) =>
      idf.length === buckets.length &&
      layer.slotCount === buckets.length &&
      isLayer(layer, families.length) &&
      inner.slotCount <= buckets.length &&
      isLayer(inner, inner.bias.length === 0 ? 0 : models.length),
  );
}

function isLayer({ slotCount, weights, scale, bias }: LinearLayer, classes: number): boolean {
  return (
    bias.length === classes && scale.length === classes && weights.length === slotCount * classes
  );
}
