/**
 * The compiled inner loops (kernel.wat) on the tables of a profile. All of them lie in one memory, and
 * as densely as they can: each text touches a little of everything, and caches are small.
 */

import { mostFeatures } from './feature-buffer.ts';
import { type CountedFeatures, dampened } from './feature-counter.ts';
import { kernelBytes } from './kernel-bytes.ts';
import { spellingCount } from './experts/spelling.ts';
import type { Expert } from './profile.ts';
import { analysedCharsLimit, type Tokens } from './tokens.ts';

/** Classes that `weigh` sums at once, and how many weights it may read past a table's end. */
const lanes = 16;

export interface Kernel {
  /** The features of a text, to be written before they are counted. */
  readonly hashes: Int32Array;
  /** Fills `hashes` as `findSpelling` does. Returns how many there are. */
  findSpelling(tokens: Tokens): number;
  /** In the order of the experts that it was made for. */
  readonly experts: readonly ExpertKernel[];
}

/** One expert's features of the last text, counted and weighed. */
export interface ExpertKernel extends CountedFeatures {
  /** Counts the first so many of the kernel's hashes. Returns the sum of the squares of the values. */
  count(featureCount: number): number;
  /** Per family, the sum of values times weights. */
  weighFamilies(sums: Float64Array): void;
  /** The same per model, from one on, as many as there are sums. */
  weighModels(from: number, sums: Float64Array): void;
}

export function createKernel(experts: readonly Expert[]): Kernel {
  const arena = new Arena();
  const shared = reserveShared(arena);
  const tables = experts.map((expert) => reserveTables(arena, expert));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(arena.bytes / bytesPerPage) });
  const module = new WebAssembly.Module(kernelBytes());
  const loops = new WebAssembly.Instance(module, { engine: { memory } }).exports;
  const { buffer } = memory;
  new Int32Array(buffer, shared.dampened).set(dampened);
  for (let hits = 0; hits < 16; hits++) {
    new Uint8Array(buffer, shared.moves + hits * 16).set(movesOf(hits));
  }
  const units = new Uint16Array(buffer, shared.units, analysedCharsLimit);
  return {
    hashes: new Int32Array(buffer, shared.hashes, mostFeatures),
    findSpelling(tokens) {
      units.set(tokens.units.subarray(0, tokens.length));
      loops.findSpelling(shared.units, shared.units + tokens.length * 2, shared.hashes);
      return spellingCount(tokens.length);
    },
    experts: experts.map((expert, e) => {
      fillTables(expert, tables[e]!, buffer);
      return connect(expert, { ...shared, ...tables[e]! }, buffer, loops);
    }),
  };
}

/** What kernel.wat exports. Numbers are addresses, but for `rowBytes`, `slotCount` and the sum returned. */
interface Loops {
  readonly findSpelling: (units: number, unitsEnd: number, hashes: number) => void;
  readonly count: (
    hashes: number,
    hashesEnd: number,
    cells: number,
    moves: number,
    occurrences: number,
    counts: number,
    slots: number,
    lastSlotsEnd: number,
  ) => number;
  readonly value: (
    slots: number,
    slotsEnd: number,
    counts: number,
    dampened: number,
    idf: number,
    values: number,
  ) => number;
  readonly weigh: (
    slots: number,
    slotsEnd: number,
    values: number,
    weights: number,
    rowBytes: number,
    slotCount: number,
    zeros: number,
    sums: number,
  ) => void;
}

/** The engine sees no library but the language's own, and WebAssembly is none of that. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Loops };
};
const bytesPerPage = 65_536;

/** Hands out addresses before the memory that they are in, whose size nobody knows until then. */
class Arena {
  bytes = 0;

  reserve(bytes: number): number {
    const address = this.bytes;
    // Cache lines have 64 bytes; what begins with one shares none.
    this.bytes += Math.ceil(bytes / 64) * 64;
    return address;
  }
}

/** Addresses of what one text and one expert at a time need. */
function reserveShared(arena: Arena) {
  return {
    // Vectors are read and written four at a time.
    units: arena.reserve((analysedCharsLimit + 4) * 2),
    hashes: arena.reserve((mostFeatures + 8) * 4),
    moves: arena.reserve(16 * 16),
    // More than there can be: slots are written before they are known to count.
    occurrences: arena.reserve((mostFeatures + 4) * 4),
    dampened: arena.reserve(dampened.byteLength),
    zeros: arena.reserve(lanes),
    sums: arena.reserve(lanes * 8),
  };
}

/** Addresses of what is an expert's own. */
function reserveTables(arena: Arena, { vocabulary, families, models }: Expert) {
  return {
    cells: arena.reserve(vocabulary.cells.byteLength),
    counts: arena.reserve(vocabulary.size * 2),
    slots: arena.reserve((Math.min(vocabulary.size, mostFeatures) + 1) * 4),
    values: arena.reserve((Math.min(vocabulary.size, mostFeatures) + 1) * 2),
    idf: arena.reserve(vocabulary.size),
    families: arena.reserve(families.weights.length + lanes),
    models: arena.reserve(models.weights.length + lanes),
  };
}

/** Indices of the bytes of those of four 32-bit numbers whose bit is set, in their order. */
function movesOf(hits: number): number[] {
  const moved = [0, 1, 2, 3].filter((number) => (hits & (1 << number)) !== 0);
  return moved.flatMap((number) => [0, 1, 2, 3].map((byte) => number * 4 + byte));
}

type Addresses = ReturnType<typeof reserveShared> & ReturnType<typeof reserveTables>;

function fillTables(
  { vocabulary, idf, families, models }: Expert,
  at: ReturnType<typeof reserveTables>,
  buffer: ArrayBuffer,
): void {
  new Uint32Array(buffer, at.cells).set(vocabulary.cells);
  new Uint8Array(buffer, at.idf).set(idf);
  new Int8Array(buffer, at.families).set(families.weights);
  new Int8Array(buffer, at.models).set(models.weights);
}

function connect(expert: Expert, at: Addresses, buffer: ArrayBuffer, loops: Loops): ExpertKernel {
  const { size } = expert.vocabulary;
  const slots = new Int32Array(buffer, at.slots, Math.min(size, mostFeatures) + 1);
  const counts = new Uint16Array(buffer, at.counts, size);
  const sixteen = new Float64Array(buffer, at.sums, lanes);
  let slotsEnd = at.slots;
  const weigh = (layer: 'families' | 'models', from: number, sums: Float64Array): void => {
    const { scale, slotCount } = expert[layer];
    for (let k = 0; k < sums.length; k += lanes) {
      sixteen.fill(0);
      loops.weigh(
        at.slots,
        slotsEnd,
        at.values,
        at[layer] + from + k,
        scale.length,
        slotCount,
        at.zeros,
        at.sums,
      );
      for (let i = 0; i < lanes && k + i < sums.length; i++) sums[k + i] = sixteen[i]!;
    }
  };
  return {
    slots,
    counts,
    get slotCount() {
      return (slotsEnd - at.slots) / 4;
    },
    count(featureCount) {
      const { hashes, cells, moves, occurrences } = at;
      const hashesEnd = hashes + featureCount * 4;
      slotsEnd = loops.count(
        hashes,
        hashesEnd,
        cells,
        moves,
        occurrences,
        at.counts,
        at.slots,
        slotsEnd,
      );
      return loops.value(at.slots, slotsEnd, at.counts, at.dampened, at.idf, at.values);
    },
    weighFamilies(sums) {
      weigh('families', 0, sums);
    },
    weighModels(from, sums) {
      weigh('models', from, sums);
    },
  };
}
