/** The profile that ships, but sure that its first family wrote everything: what matches look like
 *  must not depend on how sure a profile is. */

import { readFileSync, writeFileSync } from 'node:fs';
import { defaultProfileFile } from '../../server/locations.ts';
import { expertNames, profileMagic, type ProfileHeader } from '../../server/engine/profile.ts';

const overwhelming = 1000;

export function writeEagerProfile(path: string): void {
  const bytes = readFileSync(defaultProfileFile);
  const headerAt = profileMagic.length + 4;
  const headerEnd = headerAt + bytes.readUInt32LE(profileMagic.length);
  const header = JSON.parse(bytes.toString('latin1', headerAt, headerEnd)) as ProfileHeader;
  for (const expert of expertNames) {
    const { offset } = header.sections[`${expert}.family-bias`]!;
    bytes.writeFloatLE(overwhelming, headerEnd + offset);
  }
  writeFileSync(path, bytes);
}
