/** The profile that ships, but calling a match wherever its experts agree: what matches look like must
 *  not depend on how sure a profile is. */

import { readFileSync, writeFileSync } from 'node:fs';
import { defaultProfileFile } from '../../server/locations.ts';
import { profileMagic, sectionAlignment } from '../../server/engine/profile.ts';

export function writeEagerProfile(path: string): void {
  const bytes = readFileSync(defaultProfileFile);
  const lengthAt = profileMagic.length;
  const headerAt = lengthAt + 4;
  const headerEnd = headerAt + bytes.readUInt32LE(lengthAt);
  const header = JSON.parse(bytes.toString('latin1', headerAt, headerEnd)) as {
    calibration: { matchThreshold: number[] };
  };
  header.calibration.matchThreshold = header.calibration.matchThreshold.map(() => 0);
  const json = JSON.stringify(header);
  // Spaces at its end, so that the sections stay aligned.
  const unaligned = (headerAt + json.length) % sectionAlignment;
  const padded = json + ' '.repeat((sectionAlignment - unaligned) % sectionAlignment);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padded.length);
  const parts = [bytes.subarray(0, lengthAt), length, Buffer.from(padded, 'latin1')];
  writeFileSync(path, Buffer.concat([...parts, bytes.subarray(headerEnd)]));
}
