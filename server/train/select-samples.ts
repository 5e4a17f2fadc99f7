/** Which labelled samples a profile learns from, under which label, and how much each one weighs. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { humanFamily } from '../engine/decide.ts';
import { createRandom } from '../engine/random.ts';
import { type LabelledSample, readLabelledSamples } from './corpus.ts';
import { familyIndex, namedCount, withBackground } from './families.ts';

/** Vendor lines with texts from enough sources; everything else that is not human is `other`. */
export const shippedFamilies = withBackground(
  'gpt claude gemini deepseek llama qwen grok mistral kimi glm gemma command phi yi'.split(' '),
);

export interface CatalogueEntry {
  readonly source: string;
  readonly file: string;
  readonly licence: string;
  readonly era: string;
  readonly may_train_shipped_profile: boolean;
  readonly repos: readonly { readonly repo: string; readonly commit: string }[];
}

export function readCatalogue(corpora: string): CatalogueEntry[] {
  return JSON.parse(readFileSync(join(corpora, 'catalogue.json'), 'utf8')) as CatalogueEntry[];
}

const fewestChars = 80;
/** A fingerprint is settled by then, and long texts would own the document frequencies. */
const mostChars = 5000;
/** Texts whose label is not sure, or of which a part is by somebody else. */
const doubtful = /stealth|third-party|joined-answers|human-prefix/;
/** Nobody knows who wrote these, or they are by models tuned on a named family's texts or weights: such
 *  a text carries that family's fingerprints, and is neither that family's nor anybody else's. */
const ofNobody = new Set(['unknown', 'student', 'community']);
const seed = 11;

/** Samples of the sources that may train a profile that ships, at most `perModel` of each model of
 *  each source, drawn by a seed. */
export function selectSamples(corpora: string, perModel: number): LabelledSample[] {
  return readCatalogue(corpora)
    .filter((entry) => entry.may_train_shipped_profile)
    .flatMap((entry) => drawSamples(readLabelledSamples(join(corpora, entry.file)), perModel));
}

function drawSamples(samples: LabelledSample[], perModel: number): LabelledSample[] {
  const order = Int32Array.from(samples.keys());
  createRandom(seed).shuffle(order);
  const drawn = new Map<string, number>();
  const kept: LabelledSample[] = [];
  for (const index of order) {
    const sample = samples[index]!;
    if (!isUsable(sample)) continue;
    const count = drawn.get(sample.model) ?? 0;
    if (count >= capOf(sample, perModel)) continue;
    drawn.set(sample.model, count + 1);
    kept.push({ ...sample, text: sample.text.slice(0, mostChars) });
  }
  return kept;
}

function isUsable({ lang, hint, text, source, model, family }: LabelledSample): boolean {
  if (lang !== 'en' || text.length < fewestChars || doubtful.test(hint)) return false;
  if (ofNobody.has(family)) return false;
  // One family alone would teach the source, not the family.
  if (source === 'distill_gpteacher') return false;
  return source !== 'human_instruct' || model === 'human(dolly)';
}

/** People and sources with few models get more texts each, or they would be drowned. */
function capOf({ source, family }: LabelledSample, perModel: number): number {
  if (family === humanFamily) return Math.max(400, perModel);
  if (source === 'spiral_bench' || source === 'bullshit_benchmark') return Math.max(100, perModel);
  return perModel;
}

/** Each cell of source and family counts by the square root of its size: balanced, yet not so far
 *  that a handful of texts decides. */
export function balancingWeights(
  samples: readonly LabelledSample[],
  families: readonly string[],
): Float32Array {
  const cellOf = (sample: LabelledSample): string =>
    `${sample.source}/${familyIndex(families, sample.family)}`;
  const sizes = new Map<string, number>();
  for (const sample of samples) sizes.set(cellOf(sample), (sizes.get(cellOf(sample)) ?? 0) + 1);
  return Float32Array.from(samples, (sample) => 1 / Math.sqrt(sizes.get(cellOf(sample))!));
}

/**
 * Per sample, the families that compete for it: those that its source has, and the background. A
 * family that a source lacks must not be blamed for that source's habits. Where nothing but background
 * is, it is told from all families, as its prompts say nothing about any of them.
 */
export function competitorMasks(
  samples: readonly LabelledSample[],
  families: readonly string[],
): Uint8Array[] {
  const masks = new Map<string, Uint8Array>();
  for (const { source, family } of samples) {
    const mask = masks.get(source) ?? new Uint8Array(families.length);
    mask[familyIndex(families, family)] = 1;
    masks.set(source, mask);
  }
  for (const mask of masks.values()) {
    if (mask.subarray(0, namedCount(families)).includes(1)) mask.fill(1, namedCount(families));
    else mask.fill(1);
  }
  return samples.map(({ source }) => masks.get(source)!);
}

/** One name per model, however a source spells it. */
export function modelName(model: string): string {
  return model
    .replace(/^.*\//, '')
    .replace(/:free$/, '')
    .toLowerCase();
}
