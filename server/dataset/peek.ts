/** A look at the first bytes of a stream that can be read once. */

type Chunks = AsyncIterable<Uint8Array>;

/** As many bytes as it takes, or all there are; and a stream of all bytes, with these. */
export async function peek(
  chunks: Chunks,
  isEnough: (head: Uint8Array) => boolean,
): Promise<{ head: Uint8Array; all: Chunks }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = new Uint8Array();
  while (!isEnough(head)) {
    const next = await iterator.next();
    if (next.done === true) break;
    // Copied, since a chunk holds only until the next one is asked for.
    head = new Uint8Array(Buffer.concat([head, next.value]));
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield head;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head, all: all() };
}
