/** A fitted profile → the bytes that `decodeProfile` reads. */

import { type ExpertName, profileMagic, sectionAlignment } from '../engine/profile.ts';
import type { ProfileHeader } from '../engine/profile.ts';
import type { TypicalScores } from '../engine/typicality.ts';
import type { WholeExpert } from './fit-expert.ts';
import type { LinearWeights } from './fit-linear.ts';

export interface FittedProfile {
  readonly header: Omit<ProfileHeader, 'sections'>;
  readonly keptWords: readonly number[];
  readonly nullTail: Uint32Array;
  readonly confusion: Float64Array;
  readonly typicalScores: TypicalScores;
  readonly experts: readonly (WholeExpert & { readonly name: ExpertName })[];
}

export function encodeProfile(fitted: FittedProfile): Uint8Array {
  const parts = sectionsOf(fitted);
  const sections: ProfileHeader['sections'] = {};
  let end = 0;
  for (const [name, bytes] of parts) {
    sections[name] = { offset: end, bytes: bytes.byteLength };
    end = align(end + bytes.byteLength);
  }
  const header = encodeHeader(fitted, sections);
  const bytes = new Uint8Array(header.length + end);
  bytes.set(header);
  for (const [name, part] of parts) {
    const at = header.length + sections[name]!.offset;
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
  }
  return bytes;
}

/** Offsets count from the end of the header, so that its own length does not change them. */
function encodeHeader(fitted: FittedProfile, sections: ProfileHeader['sections']): Uint8Array {
  const header: ProfileHeader = { ...fitted.header, sections };
  const json = JSON.stringify(header).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const start = profileMagic.length + 4;
  const bytes = new Uint8Array(align(start + json.length)).fill(0x20);
  bytes.set(Buffer.from(profileMagic + '\0\0\0\0' + json, 'latin1'));
  new DataView(bytes.buffer).setUint32(profileMagic.length, bytes.length - start, true);
  return bytes;
}

function sectionsOf(fitted: FittedProfile): [string, ArrayBufferView][] {
  return [
    ['kept-words', Int32Array.from(fitted.keptWords)],
    ['null-tail', fitted.nullTail],
    ['confusion', fitted.confusion],
    ['typical-ends', fitted.typicalScores.ends],
    ['typical-scores', fitted.typicalScores.scores],
    ...fitted.experts.flatMap((expert): [string, ArrayBufferView][] => [
      [`${expert.name}.buckets`, expert.buckets],
      [`${expert.name}.idf`, expert.idf],
      ...encodeLayer(`${expert.name}.family`, expert.families),
      ...encodeLayer(`${expert.name}.model`, expert.models),
    ]),
  ];
}

/** Weights as int8 times the scale of their class. */
function encodeLayer(name: string, { weights, bias }: LinearWeights): [string, ArrayBufferView][] {
  const classes = bias.length;
  const scale = new Float32Array(classes);
  weights.forEach((weight, i) => {
    const k = i % classes;
    scale[k] = Math.max(scale[k]!, Math.abs(weight) / 127);
  });
  const steps = Int8Array.from(weights, (weight, i) => {
    const step = scale[i % classes]!;
    return step === 0 ? 0 : Math.round(weight / step);
  });
  return [
    [`${name}-weights`, steps],
    [`${name}-scale`, scale],
    [`${name}-bias`, bias],
  ];
}

function align(offset: number): number {
  return Math.ceil(offset / sectionAlignment) * sectionAlignment;
}
