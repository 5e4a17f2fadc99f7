/** One request of a log, as all axes see it. */

export interface LogRequest {
  /** In its file, from 1. */
  readonly row: number;
  /** Milliseconds since 1970; NaN if unknown. */
  readonly time: number;
  /** A pseudonym, never the raw id. */
  readonly account: string;
  readonly organisation: string | null;
  readonly model: string | null;
  /** Empty if there is none. */
  readonly system: string;
  /** Text parts of the last user message. */
  readonly prompt: string;
  /** Messages of users. */
  readonly turns: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** These three are pseudonyms as well. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly session: string | null;
  /** HTTP status of the response. */
  readonly status: number | null;
  readonly response: string | null;
  /** Hashes of opaque reasoning blobs and signatures that the request carries. */
  readonly blobs: readonly string[];
}
