/** Compressed bytes → the bytes inside, as far as they are there, and no more than is sane. */

import {
  constants,
  createGunzip,
  createZstdDecompress,
  type Gunzip,
  type ZstdDecompress,
} from 'node:zlib';
import { peek } from './peek.ts';
import { isUserError, UserError } from './user-error.ts';

type Chunks = AsyncIterable<Uint8Array>;

/** Texts shrink to a tenth, the same line over and over to a thousandth; what does better than this is
 *  made to fill memory or disk. Small files may: a few hundred equal rows do no harm. */
const mostTimes = 200;
const uncheckedBytes = 4 << 20;

const windowLogMax = 27;

interface Codec {
  readonly name: string;
  /** Whether so much of a part's first bytes as is there could be. */
  readonly begins: (bytes: Uint8Array) => boolean;
  readonly create: () => Inflater;
}

type Inflater = Gunzip | ZstdDecompress;

const codecs: readonly Codec[] = [
  { name: 'gzip', begins: startsWith(0x1f, 0x8b), create: () => createGunzip() },
  {
    name: 'zstd',
    // A frame, or one that is to be skipped, of which there are sixteen kinds.
    begins: (bytes) =>
      startsWith(0x28, 0xb5, 0x2f, 0xfd)(bytes) ||
      ((bytes[0] ?? 0x50) >> 4 === 5 && startsWith(0x2a, 0x4d, 0x18)(bytes.subarray(1))),
    create: () =>
      createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: windowLogMax } }),
  },
];

function startsWith(...magic: number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => magic.every((byte, i) => i >= bytes.length || bytes[i] === byte);
}

/** The same bytes if they are not compressed, whatever the name says. What is inside is given out until
 *  something is wrong with it; then a `UserError` is thrown that says what. */
export async function* decompressed(chunks: Chunks, name: string): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(chunks, hasMagic);
  const codec = codecOf(head);
  if (codec === null) {
    yield* all;
    return;
  }
  const inside = await peek(inflate(all, codec, name), hasMagic);
  const second = codecOf(inside.head);
  if (second !== null) {
    await inside.close();
    throw new UserError(
      `${name}: compressed twice (${second.name} inside of ${codec.name}); unpack it once`,
    );
  }
  yield* inside.all;
}

const longestMagic = 4;
const hasMagic = (head: Uint8Array): boolean => head.length >= longestMagic;

/** By the first bytes. */
export function isCompressed(head: Uint8Array): boolean {
  return codecOf(head) !== null;
}

function codecOf(head: Uint8Array): Codec | null {
  return codecs.find(({ begins }) => head.length >= 2 && begins(head)) ?? null;
}

async function* inflate(chunks: Chunks, codec: Codec, name: string): AsyncGenerator<Uint8Array> {
  let bytesIn = 0;
  let bytesOut = 0;
  let part: Part | null = null;
  const checked = (bytes: Uint8Array): Uint8Array => {
    bytesOut += bytes.length;
    if (bytesOut > uncheckedBytes && bytesOut > bytesIn * mostTimes) throw new Bomb();
    return bytes;
  };
  try {
    for await (const slice of slices(chunks)) {
      bytesIn += slice.length;
      for (let rest = slice; rest.length > 0;) {
        if (part === null) {
          rest = withoutPadding(rest);
          if (rest.length === 0) break;
          part = new Part(codec, rest);
        }
        for await (const bytes of part.write(rest)) yield checked(bytes);
        const left = part.left();
        if (left > 0) part = null;
        rest = rest.subarray(rest.length - left);
      }
    }
    if (part !== null) for await (const bytes of part.end()) yield checked(bytes);
  } catch (error) {
    throw new UserError(`${name}: ${describe(error, codec)}`);
  } finally {
    part?.close();
  }
}

/** Of what little comes in, not much can come out before it is looked at. */
const sliceBytes = 32 << 10;

async function* slices(chunks: Chunks): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += sliceBytes) yield chunk.subarray(at, at + sliceBytes);
  }
}

/** Zeros between and behind parts, as tapes and some writers leave them. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? bytes.subarray(bytes.length) : bytes.subarray(start);
}

class Bomb extends Error {}
class Garbage extends Error {}

/** One compressed part of a file: files are joined, and large ones compressed in parts. Node's stream of
 *  zstd ends silently with the first one, whatever else it was given. */
class Part {
  readonly #stream: Inflater;
  #out: Uint8Array[] = [];
  #outBytes = 0;
  #error: Error | null = null;
  #written = 0;
  /** Called when what was written is done, or will never be. */
  #wake: () => void = () => undefined;

  /** Throws `Garbage` if the bytes do not begin such a part. */
  constructor(codec: Codec, start: Uint8Array) {
    if (!codec.begins(start)) throw new Garbage();
    this.#stream = codec.create();
    this.#stream.on('data', (bytes: Uint8Array) => {
      this.#out.push(bytes);
      this.#outBytes += bytes.length;
      // So much from one slice can only be a bomb, and must not fill the memory before it is known.
      if (this.#outBytes > uncheckedBytes) this.#stream.destroy(new Bomb());
    });
    this.#stream.on('error', (error) => (this.#error ??= error));
    this.#stream.on('close', () => {
      this.#wake();
    });
  }

  /** Gives out what comes of these bytes; `left` says how many of them belong to what follows. */
  async *write(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    this.#written += bytes.length;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#stream.write(bytes, () => {
        resolve();
      });
    });
    yield* this.#take();
  }

  left(): number {
    return this.#written - this.#stream.bytesWritten;
  }

  /** Throws if the part ends too early. */
  async *end(): AsyncGenerator<Uint8Array> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#stream.end();
    });
    yield* this.#take();
  }

  close(): void {
    this.#stream.destroy();
  }

  *#take(): Generator<Uint8Array> {
    const out = this.#out;
    this.#out = [];
    this.#outBytes = 0;
    yield* out;
    if (this.#error !== null) throw this.#error;
  }
}

function describe(error: unknown, { name }: Codec): string {
  if (isUserError(error)) return error.message;
  if (error instanceof Bomb) {
    return `unpacks to more than ${mostTimes} times its size, which no dataset does; the rest is not read`;
  }
  if (error instanceof Garbage) return `something that is not ${name} follows; it is not read`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return `the ${name} file ends too early; the rest is missing`;
  if (code === 'ZSTD_error_frameParameter_windowTooLarge') {
    const limit = 2 ** (windowLogMax - 20);
    return `was compressed with a window of more than ${limit} MiB; compress it without --long`;
  }
  return `the ${name} file is damaged: ${message}; the rest is not read`;
}
