/** What of references is held out together, and the texts with the logits of weights that never saw them. */

import { otherFamily } from '../engine/decide.ts';
import type { HashSet } from '../engine/hash-set.ts';
import { softmax } from '../engine/numbers.ts';
import { textureOf } from '../engine/texture.ts';
import { Tokens } from '../engine/tokens.ts';
import type { AdaptedExpert } from './adapt-expert.ts';
import { foldOf, type LabelledSample } from './corpus.ts';
import { familyIndex, isBackground, namedCount } from './families.ts';
import type { HeldOutText } from './fit-calibration.ts';
import { modelName } from './select-samples.ts';

/** Parts of the prompts, one held out at a time. More of them would cost more than they tell. */
export const promptPartCount = 4;
/** Groups of families, one left out at a time. */
const mostParties = 3;
/** With fewer families, leaving one out leaves nobody that its texts could be mistaken for. */
const fewestForStrangers = 3;
/** With fewer, chance would set the background. */
const fewestStrangers = 60;
/** Shift of the background per round, and rounds: by then it does not move any more. */
const step = 1;
const rounds = 60;

/** Per sample, the part of the prompts that it is in. */
export function promptParts(samples: readonly LabelledSample[]): Int32Array {
  return Int32Array.from(samples, ({ promptId }) => foldOf(promptId, promptPartCount));
}

/** Per sample, the group of families that it is left out with; -1: it is not. */
export function partiesOf(classes: Int32Array, families: readonly string[]): Int32Array {
  const named = namedCount(families);
  const parties = named < fewestForStrangers ? 0 : mostParties;
  return classes.map((own) => (parties === 0 || own >= named ? -1 : own % parties));
}

export interface HeldOutReferences {
  readonly samples: readonly LabelledSample[];
  readonly families: readonly string[];
  readonly parts: Int32Array;
  readonly parties: Int32Array;
  readonly keptWords: HashSet;
  readonly experts: readonly AdaptedExpert[];
}

/** Every reference as itself; and as many as a family has once more as strangers, by weights that never saw
 *  their family, as if a text were as often by a stranger as by any one family. */
export function heldOutReferences(held: HeldOutReferences): HeldOutText[] {
  const { samples, families, parts, parties, keptWords, experts } = held;
  const tokens = new Tokens();
  const sizes = Map.groupBy(samples, ({ family }) => family);
  const canPlay = [...samples.keys()].filter((i) => parties[i]! >= 0);
  const wanted = Math.max(fewestStrangers, canPlay.length / namedCount(families));
  const every = Math.max(1, Math.round(canPlay.length / wanted));
  const playing = canPlay.filter((_, place) => place % every === 0);
  const own = samples.map((sample, i): HeldOutText => {
    tokens.read(sample.text);
    return {
      source: `prompts, part ${parts[i]! + 1} of ${promptPartCount}`,
      family: familyIndex(families, sample.family),
      model: modelName(sample.model),
      chars: sample.text.length,
      weight: 1 / sizes.get(sample.family)!.length,
      experts: experts.map(({ heldOutLogits }) => rowIn(heldOutLogits, i, families.length)),
      texture: textureOf(tokens, keptWords),
    };
  });
  const strangers = playing.map((i): HeldOutText => ({
    ...own[i]!,
    family: families.indexOf(otherFamily),
    weight: 1 / playing.length,
    experts: experts.map(({ strangerLogits }) => rowIn(strangerLogits, i, families.length)),
    isStranger: true,
  }));
  return [...own, ...strangers];
}

function rowIn(logits: Float32Array, text: number, size: number): Float32Array {
  return logits.subarray(text * size, (text + 1) * size);
}

/**
 * Sets the background against the families, expert by expert: it comes from the profile, and nothing in
 * the fit has compared it with what was learned. One number each, by the log loss of texts and strangers.
 * Changes the logits of the texts, and the biases of what ships, in place.
 */
export function setBackground(
  texts: readonly HeldOutText[],
  families: readonly string[],
  experts: readonly AdaptedExpert[],
): void {
  const learned = new Set(
    texts.filter(({ isStranger }) => isStranger !== true).map((t) => t.family),
  );
  const background = [...families.keys()].filter(
    (k) => isBackground(families[k]!) && (families[k] === otherFamily || !learned.has(k)),
  );
  experts.forEach(({ whole }, e) => {
    const shift = shiftOf(texts, e, background);
    for (const k of background) {
      for (const text of texts) text.experts[e]![k]! += shift;
      whole.families.bias[k]! += shift;
    }
  });
}

function shiftOf(texts: readonly HeldOutText[], e: number, background: readonly number[]): number {
  const total = texts.reduce((sum, { weight }) => sum + weight, 0);
  let shift = 0;
  for (let round = 0; round < rounds; round++) {
    let slope = 0;
    for (const { experts, family, weight } of texts) {
      const probabilities = Float64Array.from(experts[e]!);
      for (const k of background) probabilities[k]! += shift;
      softmax(probabilities);
      for (const k of background) slope += weight * (probabilities[k]! - (k === family ? 1 : 0));
    }
    shift -= (step * slope) / total;
  }
  return shift;
}
