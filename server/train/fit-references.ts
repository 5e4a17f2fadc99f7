/**
 * References → a profile that judges files with the same prompts: the shipped one, adapted. Every figure
 * is of prompts that were held out; strangers are families that were left out. Takes seconds, and runs
 * in a thread of its own.
 */

import { decodeProfile, expertNames } from '../engine/profile.ts';
import type { Textures } from '../engine/texture.ts';
import { adaptExperts } from './adapt-experts.ts';
import { modelsOf, type ProfileModel, wholeTask } from './assemble-profile.ts';
import { calibrate } from './calibrate-profile.ts';
import { crossFit, isMatchAt, type UnseenText } from './calibrate-unseen.ts';
import type { LabelledSample } from './corpus.ts';
import { encodeProfile } from './encode-profile.ts';
import { familyIndex, isBackground, namedCount } from './families.ts';
import type { UnseenFigures } from './figures.ts';
import { type HeldOutText, minimumChars } from './fit-calibration.ts';
import { fitTextures } from './fit-textures.ts';
import { groupAccuracy } from './group-accuracy.ts';
import { heldOutReferences, partiesOf, promptParts, setBackground } from './held-out-references.ts';
import { balancingWeights } from './select-samples.ts';

export interface ReferencesOrder {
  readonly id: string;
  readonly samples: readonly LabelledSample[];
  /** The named ones first, then the background. */
  readonly families: readonly string[];
  readonly languages: readonly string[];
  /** The profile that is begun with. */
  readonly profile: Uint8Array;
}

export interface FittedReferences {
  readonly bytes: Uint8Array;
  readonly models: readonly ProfileModel[];
  readonly figures: ReferenceFigures;
}

export interface ReferenceFigures extends UnseenFigures {
  /** Shares of groups of ten texts of one family, on prompts that were held out, that are rightly named. */
  readonly familyOf10: number;
  /** Texts of families that were left out, and how many of them were called a match. */
  readonly strangers: number;
  readonly strangerMatches: number;
}

/** `onFitted`: weights are there, and error rates are measured next. */
export async function fitReferences(
  { id, samples, families, languages, profile }: ReferencesOrder,
  onFitted: () => void,
): Promise<FittedReferences> {
  const base = decodeProfile(profile);
  const models = modelsWithSiblings(samples, families);
  const classes = Int32Array.from(samples, ({ family }) => familyIndex(families, family));
  const parties = partiesOf(classes, families);
  const parts = promptParts(samples);
  const experts = await adaptExperts({
    profile,
    texts: samples.map(({ text }) => text),
    classCount: families.length,
    columns: families.map((family) => familyIndex(base.families, family)),
    classes,
    weights: balancingWeights(samples.map(inOneSource), families),
    parts,
    parties,
    models: wholeTask(samples, models),
  });
  onFitted();
  const texts = heldOutReferences({
    samples,
    families,
    parts,
    parties,
    keptWords: base.keptWords,
    experts,
  });
  setBackground(texts, families, experts);
  const unseen = crossFit(texts, families);
  const { calibration, figures, ...sections } = calibrate(texts, families, 'references', unseen);
  const header = {
    id,
    families: [...families],
    models: [...models],
    languages: [...languages],
    minimumChars,
    calibration: {
      ...calibration,
      textures: texturesOf(texts, families),
    },
  };
  const bytes = encodeProfile({
    header,
    keptWords: base.keptWords.members(),
    experts: experts.map(({ whole }, e) => ({ ...whole, name: expertNames[e]! })),
    ...sections,
  });
  return {
    bytes,
    models,
    figures: { ...figures, ...moreFigures(unseen, families, figures.threshold) },
  };
}

/** A file may be all by one family, so it is compared with each family's texts. */
function texturesOf(texts: readonly HeldOutText[], families: readonly string[]): Textures {
  const own = texts.filter(({ isStranger }) => isStranger !== true);
  return fitTextures(
    own.map((text) => ({ ...text, source: `references of ${families[text.family]!}` })),
  );
}

/** References of different files compete: they are there because they answer the same prompts. */
function inOneSource(sample: LabelledSample): LabelledSample {
  return { ...sample, source: '' };
}

/** A family's only model says nothing that the family does not say. */
function modelsWithSiblings(
  samples: readonly LabelledSample[],
  families: readonly string[],
): ProfileModel[] {
  const models = modelsOf(samples, families);
  return models.filter(
    ({ family }) => models.filter((other) => other.family === family).length > 1,
  );
}

function moreFigures(
  texts: readonly UnseenText[],
  families: readonly string[],
  threshold: number,
): Omit<ReferenceFigures, keyof UnseenFigures> {
  const known = texts.filter(({ family }) => !isBackground(families[family]!));
  const scored = known.map(({ family, posterior }) => ({
    label: family,
    scores: posterior.map((points) => Math.log(Math.max(points, 0.5))),
  }));
  const strangers = texts.filter(({ isStranger }) => isStranger === true);
  return {
    familyOf10: groupAccuracy(scored, 10, namedCount(families)),
    strangers: strangers.length,
    strangerMatches: strangers.filter((text) => isMatchAt(text, families, threshold)).length,
  };
}
