/** What a profile's card says that it learned from, as far as it can be read. */

import { readFile } from 'node:fs/promises';
import { parse, resolve } from 'node:path';
import { UserError } from '../dataset/user-error.ts';
import { isObject, property } from '../samples/read-value.ts';

export interface LearnedFrom {
  readonly sources: ReadonlySet<string>;
  /** SHA-256 of files; cards of profiles that ship have none. */
  readonly files: ReadonlySet<string>;
}

/** A card lies beside its profile, which is how it is found again (`scan/load-profile.ts`). */
export function cardFileOf(profileFile: string): string {
  const { dir, name } = parse(profileFile);
  return `${dir === '' ? '.' : dir}/${name}.json`;
}

/** Of a profile that is to be written. Throws a `UserError` if both would be one file. */
export function cardFileFor(profileFile: string): string {
  const cardFile = cardFileOf(profileFile);
  if (resolve(cardFile) === resolve(profileFile)) {
    throw new UserError(
      `--output ${profileFile}: the card gets this name; write it like my.profile`,
    );
  }
  return cardFile;
}

/** Null if there is no card, or one of another profile. */
export async function readLearnedFrom(
  cardFile: string,
  sha256: string,
): Promise<LearnedFrom | null> {
  const card = await readFile(cardFile, 'utf8').then(
    (text) => JSON.parse(text) as unknown,
    () => null,
  );
  if (property(card, 'sha256') !== sha256) return null;
  const texts = (list: string, key: string): Set<string> => {
    const items = property(card, list);
    const values = Array.isArray(items) ? items.filter(isObject).map((item) => item[key]) : [];
    return new Set(values.filter((value) => typeof value === 'string'));
  };
  return { sources: texts('data', 'source'), files: texts('files', 'sha256') };
}
