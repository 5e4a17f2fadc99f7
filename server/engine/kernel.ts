/**
 * The compiled inner loops (kernel.wat) on the tables of a profile. All of them lie in one memory, and
 * as densely as they can: each text touches a little of everything, and caches are small.
 */

import { mostFeatures } from './feature-buffer.ts';
import { type CountedFeatures, dampened } from './feature-counter.ts';
import { kernelBytes } from './kernel-bytes.ts';
import type { Expert } from './profile.ts';

/** Classes that `weigh` sums at once, and how many weights it may read past a table's end. */
const lanes = 16;

export interface Kernel {
  /** The features of a text, to be written before they are counted. */
  readonly hashes: Int32Array;
  /** In the order of the experts that it was made for. */
  readonly experts: readonly ExpertKernel[];
}

/** One expert's features of the last text, counted and weighed. */
export interface ExpertKernel extends CountedFeatures {
  /** Counts the first so many of the kernel's hashes. */
  count(featureCount: number): void;
  /** Per family, the sum of values times weights. Returns the sum of the values' squares. */
  weighFamilies(sums: Float64Array): number;
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
  return {
    hashes: new Int32Array(buffer, shared.hashes, mostFeatures),
    experts: experts.map((expert, e) => {
      fillTables(expert, tables[e]!, buffer);
      return connect(expert, { ...shared, ...tables[e]! }, buffer, loops);
    }),
  };
}

/** What kernel.wat exports. Numbers are addresses, but for `rowBytes`, `slotCount` and the sum returned. */
interface Loops {
  readonly count: (
    hashes: number,
    hashesEnd: number,
    cells: number,
    occurrences: number,
    counts: number,
    slots: number,
    lastSlotsEnd: number,
  ) => number;
  readonly weigh: (
    slots: number,
    slotsEnd: number,
    counts: number,
    dampened: number,
    idf: number,
    weights: number,
    rowBytes: number,
    slotCount: number,
    sums: number,
  ) => number;
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
    hashes: arena.reserve(mostFeatures * 4),
    // One more than there can be: a slot is written before it is known to count.
    occurrences: arena.reserve((mostFeatures + 1) * 4),
    dampened: arena.reserve(dampened.byteLength),
    sums: arena.reserve(lanes * 8),
  };
}

/** Addresses of what is an expert's own. */
function reserveTables(arena: Arena, { vocabulary, families, models }: Expert) {
  return {
    cells: arena.reserve(vocabulary.cells.byteLength),
    counts: arena.reserve(vocabulary.size * 2),
    slots: arena.reserve((Math.min(vocabulary.size, mostFeatures) + 1) * 4),
    idf: arena.reserve(vocabulary.size),
    families: arena.reserve(families.weights.length + lanes),
    models: arena.reserve(models.weights.length + lanes),
  };
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
  const weigh = (layer: 'families' | 'models', from: number, sums: Float64Array): number => {
    const { scale, slotCount } = expert[layer];
    let squares = 0;
    for (let k = 0; k < sums.length; k += lanes) {
      sixteen.fill(0);
      squares = loops.weigh(
        at.slots,
        slotsEnd,
        at.counts,
        at.dampened,
        at.idf,
        at[layer] + from + k,
        scale.length,
        slotCount,
        at.sums,
      );
      for (let i = 0; i < lanes && k + i < sums.length; i++) sums[k + i] = sixteen[i]!;
    }
    return squares;
  };
  return {
    slots,
    counts,
    get slotCount() {
      return (slotsEnd - at.slots) / 4;
    },
    count(featureCount) {
      const { hashes, cells, occurrences } = at;
      const hashesEnd = hashes + featureCount * 4;
      slotsEnd = loops.count(hashes, hashesEnd, cells, occurrences, at.counts, at.slots, slotsEnd);
    },
    weighFamilies: (sums) => weigh('families', 0, sums),
    weighModels: (from, sums) => void weigh('models', from, sums),
  };
}
