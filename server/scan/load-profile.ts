/** A profile file → the profile, and what an audit says about it. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'node:path';
import type { ProfileView } from '../../protocol/views.ts';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import { isWhole } from '../engine/check-profile.ts';
import { decodeProfile, type Profile } from '../engine/profile.ts';

export type ProfileBytes = Uint8Array<SharedArrayBuffer>;

export interface LoadedProfile {
  /** Of the whole file, in memory that every thread can see. */
  readonly bytes: ProfileBytes;
  readonly profile: Profile;
  readonly view: ProfileView;
}

/** Throws a `UserError` with the path and why it cannot be read. */
export function readProfile(file: string): ProfileBytes {
  try {
    const read = readFileSync(file);
    const bytes = new Uint8Array(new SharedArrayBuffer(read.length));
    bytes.set(read);
    return bytes;
  } catch (error) {
    throw new UserError(`${file}: ${reasonOf(error)}`);
  }
}

/** `file`: where the bytes are from. Throws a `UserError` with it and what is wrong with them. */
export function loadProfile(file: string, bytes = readProfile(file)): LoadedProfile {
  try {
    const profile = decodeProfile(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const view: ProfileView = {
      id: profile.id,
      kind: profile.calibration.heldOut === 'references' ? 'references' : 'general',
      sha256,
      families: [...profile.families],
      summary: readSummary(file, sha256) ?? 'a profile without a card',
    };
    return { bytes, profile, view };
  } catch (error) {
    throw new UserError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A local profile. It may come with a dataset, so it is looked at before anybody relies on it. Throws a
 *  `UserError` if the file is something else. */
export function loadReferences(file: string, bytes = readProfile(file)): LoadedProfile {
  const loaded = loadProfile(file, bytes);
  if (!isWhole(loaded.profile)) {
    throw new UserError(`${file}: is broken, as its parts do not fit together; fit it again`);
  }
  if (loaded.view.kind !== 'references') {
    throw new UserError(
      `${file}: is a profile that was not fitted to references; name it as the profile, with --profile`,
    );
  }
  return loaded;
}

/** The card lies beside the profile; one that belongs to other bytes says nothing about these. */
function readSummary(file: string, sha256: string): string | null {
  const { dir, name } = parse(file);
  const cardFile = `${dir === '' ? '.' : dir}/${name}.json`;
  if (!existsSync(cardFile)) return null;
  const card = JSON.parse(readFileSync(cardFile, 'utf8')) as {
    sha256?: unknown;
    summary?: unknown;
  };
  return card.sha256 === sha256 && typeof card.summary === 'string' ? card.summary : null;
}
