/** A profile file → the profile, and what an audit says about it. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'node:path';
import type { ProfileView } from '../../protocol/views.ts';
import { UserError } from '../dataset/user-error.ts';
import { decodeProfile, type Profile } from '../engine/profile.ts';

export interface LoadedProfile {
  readonly file: string;
  readonly profile: Profile;
  readonly view: ProfileView;
}

/** Throws a `UserError` with the path and what is wrong with it. */
export function loadProfile(file: string): LoadedProfile {
  try {
    const bytes = readFileSync(file);
    const profile = decodeProfile(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const view = {
      id: profile.id,
      sha256,
      families: [...profile.families],
      summary: readSummary(file, sha256) ?? 'a profile without a card',
    };
    return { file, profile, view };
  } catch (error) {
    throw new UserError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
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
