/** A file made to be in the way, and what an audit must say of it. */

import { messagesRow, plainAnswer } from '../support/texts.ts';

export interface HostileFile {
  /** Its name in a folder of its own. */
  readonly name: string;
  readonly content: () => string | Uint8Array;
  /** Rows by what became of them, such as `2 analysed, 1 broken-json`; empty if there are none. Null: whatever
   *  becomes of them, none may be lost. */
  readonly ledger: string | null;
  /** Part of the sentence about the file as a whole, if there must be one. Null: there may be one or not. */
  readonly problem: string | null;
}

const noProblem = '';

/** A row that is judged. */
export const good = messagesRow(plainAnswer);

export function hostileFile(
  name: string,
  content: HostileFile['content'] | string,
  ledger: string | null,
  problem: string | null = noProblem,
): HostileFile {
  return { name, content: typeof content === 'string' ? () => content : content, ledger, problem };
}

/** The row in question between two that are judged, to which nothing may happen. */
export function between(row: string | Uint8Array): Uint8Array {
  const neighbor = Buffer.from(good);
  return Buffer.concat([neighbor, newline, Buffer.from(row), newline, neighbor, newline]);
}

const newline = Buffer.from('\n');

/** Every byte of the file but those from here on. */
export function cut(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

/** One bit turned around. */
export function flipped(bytes: Uint8Array, share: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[Math.floor(copy.length * share)]! ^= 0x10;
  return copy;
}
