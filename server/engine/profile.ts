/** A profile: trained fingerprint weights with their calibration, decoded from its file. */

export interface Profile {
  readonly id: string;
  /** Families in the order of every posterior; the background classes `human` and `other` last. */
  readonly families: readonly string[];
  /** ISO 639-1 codes of the languages it was trained on. */
  readonly languages: readonly string[];
  /** Texts below this many UTF-16 units are `too-short`. */
  readonly minimumChars: number;
}

/** Throws an `Error` with one sentence if the bytes are not a profile of a known version. */
export function decodeProfile(bytes: Uint8Array): Profile {
  throw new Error(`not built yet: ${bytes.length}`);
}
