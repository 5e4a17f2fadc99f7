/**
 * A profile: trained fingerprint weights with their calibration, decoded from its file.
 * The file: the magic, the length of a JSON header (uint32, little endian), the header in ASCII,
 * then binary sections at the offsets, from the header's end, that it names (docs/profile-format.md).
 */

import { HashSet } from './hash-set.ts';
import type { Textures } from './texture.ts';
import type { TypicalScores } from './typicality.ts';
import { Vocabulary } from './vocabulary.ts';

export const profileMagic = 'TPRINT05';
/** Sections start at multiples of this, so that typed arrays can view them in place. */
export const sectionAlignment = 8;

export const expertNames = ['phrase', 'spelling', 'template', 'layout', 'ends'] as const;
export type ExpertName = (typeof expertNames)[number];

/** One linear model over the hashed features of one expert. Weights are int8 times a class scale. */
export interface Expert {
  readonly name: ExpertName;
  readonly vocabulary: Vocabulary;
  /** The kept ones, in the order of their slots. */
  readonly buckets: Uint32Array;
  /** Inverse document frequency per slot, in steps of 1/16. */
  readonly idf: Uint8Array;
  readonly families: LinearLayer;
  readonly models: LinearLayer;
}

export interface LinearLayer {
  /** Only slots below this have weights. */
  readonly slotCount: number;
  /** Row-major: `weights[slot * classes + class]`. */
  readonly weights: Int8Array;
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/** How experts' logits become calibrated probabilities. All of it fitted on texts that were held out. */
export interface Calibration {
  /** What was held out: whole sources, or only prompts, and then nothing is known of other kinds of text; or
   *  prompts of references, whose families alone are judged among. */
  readonly heldOut: 'sources' | 'prompts' | 'references';
  /** How loud each expert is in the sum of their logits, in the order of `expertNames`. */
  readonly expertWeights: readonly number[];
  /** Upper bounds, in UTF-16 units, of all length bins but the last. */
  readonly lengthBounds: readonly number[];
  /** One factor on the summed logits per length bin … */
  readonly sharpness: readonly number[];
  /** … and one per bin of the margin between the two largest sums, with these upper bounds: a text
   *  that stands out does so for a reason that an average over all texts does not know of. */
  readonly marginBounds: readonly number[];
  readonly marginSharpness: readonly number[];
  readonly familyBias: readonly number[];
  /** Share of texts whose marks are another family's, however plain they are: learned from it, imitated or
   *  mislabeled. It goes to all families alike, so no probability is larger than the rest. */
  readonly doubt: number;
  /** Factor on the logits of models within their family. */
  readonly modelSharpness: number;
  /** Least probability of a `match`, per length bin. */
  readonly matchThreshold: readonly number[];
  /** Measured share of right calls among matches, and on how many; for the error-rate sentence. */
  readonly matchPrecision: { readonly right: number; readonly calls: number };
  /** Pull of the mixture's shares towards the mean posterior (simplex.ts). */
  readonly mixtureShrinkage: number;
  readonly shareErrors: ShareErrors;
  /** Where prompts were held out, how posteriors become likelihoods for shares; else absent. */
  readonly shareScaling?: ShareScaling;
  /** Estimated shares of `other` where there was none, quantiles from 0 to 100 % in equal steps. */
  readonly unexplainedNull: readonly number[];
  /** Null distribution: how many calibration texts gave a wrong family at least this many 1/10,000. */
  readonly nullTail: Uint32Array;
  readonly typicalScores: TypicalScores;
  readonly textures: Textures;
  /** Mean posterior (columns) of texts of each family (rows), row-major. */
  readonly confusion: Float64Array;
}

/** How far the truth was below and above an estimated share in 95 % of mixtures of unseen sources. */
export interface ShareErrors {
  /** Upper bounds of the bins of estimated shares, all but the last. */
  readonly bounds: readonly number[];
  readonly below: readonly number[];
  readonly above: readonly number[];
}

/** A multinomial logistic regression on logarithms of posteriors, added to them (matrix scaling: Guo et al. 2017). */
export interface ShareScaling {
  /** Indices of the families that it was fitted to texts of. */
  readonly learned: readonly number[];
  /** Row-major: from each family's logarithm to each family. */
  readonly weights: readonly number[];
  readonly bias: readonly number[];
}

export interface Profile {
  readonly id: string;
  /** Families in the order of every posterior; the background classes `human` and `other` last. */
  readonly families: readonly string[];
  /** In the order of their families. */
  readonly models: readonly { readonly name: string; readonly family: number }[];
  /** Per family: its models are `models[from]` up to and without `models[to]`. */
  readonly modelsOf: readonly { readonly from: number; readonly to: number }[];
  /** ISO 639-1 codes of the languages it was trained on. */
  readonly languages: readonly string[];
  /** Texts below this many UTF-16 units are `too-short`. */
  readonly minimumChars: number;
  /** Lower-case hashes of the words that templates keep. */
  readonly keptWords: HashSet;
  readonly experts: readonly Expert[];
  readonly calibration: Calibration;
}

/** The part of a calibration that is in the header; the rest are sections. */
export type FittedCalibration = Omit<Calibration, 'nullTail' | 'confusion' | 'typicalScores'>;

/** What the header holds beside the section table. */
export interface ProfileHeader {
  id: string;
  families: string[];
  models: { readonly name: string; readonly family: number }[];
  languages: string[];
  minimumChars: number;
  calibration: FittedCalibration;
  sections: Record<string, { offset: number; bytes: number }>;
}

/**
 * Its tables lie over the bytes, which must stay as they are. Throws an `Error` with one sentence if
 * the bytes are not a profile of a known version.
 */
export function decodeProfile(bytes: Uint8Array): Profile {
  const magic = String.fromCharCode(...bytes.subarray(0, profileMagic.length));
  if (magic !== profileMagic) throw new Error('not a Teacherprint profile of this version');
  // Views need alignment, which a part of other bytes may not have.
  const { buffer, byteOffset } = bytes.byteOffset % sectionAlignment === 0 ? bytes : bytes.slice();
  const end = byteOffset + bytes.length;
  const headerStart = byteOffset + profileMagic.length + 4;
  const headerBytes = new DataView(buffer).getUint32(byteOffset + profileMagic.length, true);
  if (headerStart + headerBytes > end) throw new Error('the profile is cut short');
  const header = readHeader(asciiOf(new Uint8Array(buffer, headerStart, headerBytes)));
  const section = (name: string): { offset: number; bytes: number } => {
    const found = header.sections[name];
    if (found === undefined) throw new Error(`the profile lacks its section ${name}`);
    const offset = headerStart + headerBytes + found.offset;
    if (offset + found.bytes > end) throw new Error('the profile is cut short');
    return { offset, bytes: found.bytes };
  };
  const read: SectionReader = {
    int8: (name) => new Int8Array(buffer, section(name).offset, section(name).bytes),
    uint8: (name) => new Uint8Array(buffer, section(name).offset, section(name).bytes),
    int32: (name) => new Int32Array(buffer, section(name).offset, section(name).bytes / 4),
    uint32: (name) => new Uint32Array(buffer, section(name).offset, section(name).bytes / 4),
    float32: (name) => new Float32Array(buffer, section(name).offset, section(name).bytes / 4),
    float64: (name) => new Float64Array(buffer, section(name).offset, section(name).bytes / 8),
  };
  for (const name of Object.keys(header.sections)) section(name);
  // The largest part, and only those who judge texts need it.
  let experts: Expert[] | null = null;
  return {
    id: header.id,
    families: header.families,
    models: header.models,
    modelsOf: header.families.map((_, family) => {
      const from = header.models.findIndex((model) => model.family === family);
      const count = header.models.filter((model) => model.family === family).length;
      return count === 0 ? { from: 0, to: 0 } : { from, to: from + count };
    }),
    languages: header.languages,
    minimumChars: header.minimumChars,
    keptWords: new HashSet(read.int32('kept-words')),
    get experts() {
      return (experts ??= expertNames.map((name) => readExpert(name, read)));
    },
    calibration: {
      ...header.calibration,
      nullTail: read.uint32('null-tail'),
      confusion: read.float64('confusion'),
      typicalScores: {
        ends: read.uint32('typical-ends'),
        scores: read.float32('typical-scores'),
      },
    },
  };
}

function readHeader(json: string): ProfileHeader {
  try {
    return JSON.parse(json) as ProfileHeader;
  } catch {
    throw new Error('the header of the profile is broken');
  }
}

interface SectionReader {
  int8: (name: string) => Int8Array;
  uint8: (name: string) => Uint8Array;
  int32: (name: string) => Int32Array;
  uint32: (name: string) => Uint32Array;
  float32: (name: string) => Float32Array;
  float64: (name: string) => Float64Array;
}

function readExpert(name: ExpertName, read: SectionReader): Expert {
  const buckets = read.uint32(`${name}.buckets`);
  return {
    name,
    vocabulary: new Vocabulary(buckets),
    buckets,
    idf: read.uint8(`${name}.idf`),
    families: readLayer(`${name}.family`, read),
    models: readLayer(`${name}.model`, read),
  };
}

function readLayer(name: string, read: SectionReader): LinearLayer {
  const weights = read.int8(`${name}-weights`);
  const bias = read.float32(`${name}-bias`);
  return {
    slotCount: bias.length === 0 ? 0 : weights.length / bias.length,
    weights,
    scale: read.float32(`${name}-scale`),
    bias,
  };
}

function asciiOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += asciiChunk) {
    text += String.fromCharCode(...bytes.subarray(at, at + asciiChunk));
  }
  return text;
}

/** More arguments than this do not fit into a call everywhere. */
const asciiChunk = 8192;
