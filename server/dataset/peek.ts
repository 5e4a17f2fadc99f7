/** A look at the first bytes of a stream that can be read once. */

type Chunks = AsyncIterable<Uint8Array>;

export interface Peeked {
  readonly head: Uint8Array;
  /** All bytes, with these. */
  readonly all: Chunks;
  /** For whoever does not read on: what the bytes come from is open. */
  readonly close: () => Promise<void>;
}

/** As many bytes as it takes, or all there are. */
export async function peek(
  chunks: Chunks,
  isEnough: (head: Uint8Array) => boolean,
): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = new Uint8Array();
  while (!isEnough(head)) {
    const next = await iterator.next();
    if (next.done === true) break;
    // Copied, since a chunk holds only until the next one is asked for.
    head = new Uint8Array(Buffer.concat([head, next.value]));
  }
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield head;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await close();
    }
  }
  return { head, all: all(), close };
}
