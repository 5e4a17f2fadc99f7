/**
 * A JSON array → its items as rows, each on one line. Line feeds in valid JSON stand between tokens only,
 * so they become spaces. Nothing is parsed here: an item ends where its brackets do.
 */

import type { LineOptions, RowBatch } from './lines.ts';
import { RowBuilder } from './row-builder.ts';

const lineFeed = 0x0a;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const blank = Uint8Array.of(space);

/** Whether a file that could be an array is one, by its first bytes; null: there were only blanks. */
export function isArrayStart(head: Uint8Array): boolean | null {
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const first = head.subarray(isMarked ? 3 : 0).find((byte) => byte !== lineFeed && !isBlank(byte));
  return first === undefined ? null : first === openBracket;
}

export async function* arrayBatches(
  chunks: AsyncIterable<Uint8Array>,
  options: LineOptions,
): AsyncGenerator<RowBatch> {
  const items = new ItemCutter(options);
  try {
    for await (const chunk of chunks) {
      items.push(chunk);
      yield* items.rows.take();
    }
  } catch (error) {
    // What could be read is worth reading, down to the item that is cut off.
    items.end();
    yield* items.rows.finish();
    throw error;
  }
  items.end();
  yield* items.rows.finish();
}

type State = 'before' | 'between' | 'item' | 'behind';

class ItemCutter {
  readonly rows: RowBuilder;
  #state: State = 'before';
  /** Brackets that are open within the item. */
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #line = 1;
  #itemLine = 1;
  /** Blanks since the line began, null if there was something else. */
  #indent: number | null = 0;
  /** Those of the first item. */
  #itemIndent: number | null = null;
  #hasItems = false;
  #isClosed = false;
  /** Behind a line feed in a string, which is a mistake: brackets no longer say where the item ends. The next
   *  one is then taken to begin where a line does, as the first one did. */
  #isLost = false;

  constructor(options: LineOptions) {
    this.rows = new RowBuilder(options);
  }

  push(chunk: Uint8Array): void {
    /** Where what is not kept yet of the current item begins. */
    let from = 0;
    const endItem = (at: number): void => {
      this.rows.write(chunk.subarray(from, at));
      this.#endItem();
    };
    for (let at = 0; at < chunk.length; at++) {
      if (this.#isInString) {
        at = this.#skipString(chunk, at);
        if (at === chunk.length) break;
      }
      const byte = chunk[at]!;
      if (byte === lineFeed) {
        if (this.#state === 'item') {
          this.rows.write(chunk.subarray(from, at));
          this.rows.write(blank);
        }
        from = at + 1;
        this.#line++;
        this.#indent = 0;
        continue;
      }
      if (isBlank(byte)) {
        if (this.#indent !== null) this.#indent++;
        continue;
      }
      if (this.#isLost && byte === openBrace && this.#indent === this.#itemIndent) endItem(at);
      if (this.#state === 'item') {
        if (this.#endsItem(byte)) {
          endItem(at);
          if (byte === closeBracket) this.#close();
        }
      } else if (this.#beginsItem(byte)) {
        from = at;
        this.#endsItem(byte);
      }
      this.#indent = null;
    }
    if (this.#state === 'item') this.rows.write(chunk.subarray(from));
  }

  end(): void {
    if (this.#state === 'item') this.#endItem();
    if (this.#isClosed) return;
    const message = 'the array ends too early: its closing bracket is missing';
    this.rows.unread('broken-json', message, this.#line);
  }

  /** Where the string ends, or the chunk does; or a line feed does it, as the last means. */
  #skipString(chunk: Uint8Array, start: number): number {
    let at = start;
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === backslash) this.#isEscaped = true;
      else if (byte === quote) {
        this.#isInString = false;
        return at + 1;
      }
      if (byte !== lineFeed) continue;
      this.#isInString = false;
      this.#isEscaped = false;
      this.#isLost = true;
      return at;
    }
    return at;
  }

  /** A byte outside of an item. */
  #beginsItem(byte: number): boolean {
    switch (this.#state) {
      case 'before':
        // A byte order mark may stand before the bracket.
        if (byte === openBracket) this.#state = 'between';
        return false;
      case 'between':
        if (byte === closeBracket) {
          this.#close();
          return false;
        }
        if (byte === comma) {
          this.rows.unread('blank', 'nothing between two commas', this.#line);
          return false;
        }
        break;
      case 'behind':
      case 'item':
        // What stands behind the array becomes a row of its own, which says what is wrong with it.
        break;
    }
    if (!this.#hasItems) this.#itemIndent = this.#indent;
    this.#hasItems = true;
    this.#itemLine = this.#line;
    this.#state = 'item';
    this.#depth = 0;
    return true;
  }

  /** A byte of an item, or the one behind it. */
  #endsItem(byte: number): boolean {
    if (byte === quote) this.#isInString = true;
    else if (byte === openBrace || byte === openBracket) this.#depth++;
    else if (byte === closeBrace || byte === closeBracket) return this.#depth-- === 0;
    else return byte === comma && this.#depth === 0;
    return false;
  }

  #close(): void {
    this.#state = 'behind';
    this.#isClosed = true;
  }

  #endItem(): void {
    this.rows.endRow(this.#itemLine);
    this.#state = 'between';
    this.#isLost = false;
  }
}

function isBlank(byte: number): boolean {
  return byte === space || byte === 0x09 || byte === 0x0d;
}
