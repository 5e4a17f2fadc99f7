/** Rows of a dataset by their numbers, whatever its format: what a viewer scrolls through. */

export interface AccessedRow {
  readonly row: number;
  /** Where it stands in the file, from 1; null in formats without lines. */
  readonly line: number | null;
  /** The row as a line of JSON, without its end; of a longer one the first `mostRowBytes`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole row. */
  readonly byteLength: number;
  /** Why there are no bytes of a row that could not be read, if that is known. */
  readonly problem: string | null;
}

export interface RowCount {
  /** Rows known to be there. */
  readonly count: number;
  /** Whether these are all. */
  readonly isFinal: boolean;
}

export interface RowAccessOptions {
  readonly mostRowBytes: number;
  readonly signal: AbortSignal;
}

export interface RowAccess {
  /** From a row on, at most so many; fewer at the end of what is known. Waits only for the first row of
   *  the file. Rejects with a `UserError` if the file is no longer what it was. */
  rows(from: number, count: number, options: RowAccessOptions): Promise<AccessedRow[]>;
  rowCount(): RowCount;
  /** How much of the file was looked at to count its rows. */
  readonly bytesCounted: number;
  readonly byteLength: number;
  /** Settles when all rows are counted; rejects if that is not possible. */
  readonly counted: Promise<void>;
  close(): Promise<void>;
}
