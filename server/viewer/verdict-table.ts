/**
 * What an audit found, sample by sample, in 11 bytes each: what lists are filtered and sorted by. Grows
 * while the audit runs; ten million samples take 110 MB, and those after them are only counted.
 */

import { flags, skipReasons, type Flag } from '../../protocol/views.ts';
import type { MarkView } from '../../protocol/viewer.ts';
import { basisPointsPerUnit } from '../engine/numbers.ts';
import type { SampleRecord } from '../scan/record.ts';

const mostSamples = 10_000_000;

const verdicts = ['match', 'unknown', 'too-short'] as const;
const noTurn = 0xffff;
const noProbability = 0xffff;
const noFamily = 0xff;
const notSkipped = 0xff;

/** Numbers that become more without ever being copied. */
class Column<T extends Uint8Array | Uint16Array | Uint32Array> {
  readonly #buffer: ArrayBuffer;
  readonly values: T;

  constructor(
    type: (new (buffer: ArrayBuffer) => T) & { BYTES_PER_ELEMENT: number },
    most: number,
  ) {
    this.#buffer = new ArrayBuffer(0, { maxByteLength: most * type.BYTES_PER_ELEMENT });
    this.values = new type(this.#buffer);
  }

  makeRoom(length: number): void {
    this.#buffer.resize(length * this.values.BYTES_PER_ELEMENT);
  }
}

const samplesPerGrowth = 1 << 16;

export class VerdictTable {
  readonly families: readonly string[];
  readonly #most: number;
  readonly #rows;
  readonly #turns;
  readonly #probabilities;
  readonly #families;
  /** Verdict in the low two bits; what was not judged has `unknown`. */
  readonly #verdicts;
  readonly #skips;
  readonly #flags;
  #length = 0;
  #left = 0;
  #room = 0;

  constructor(families: readonly string[], most = mostSamples) {
    this.families = families;
    this.#most = most;
    this.#rows = new Column(Uint32Array, most);
    this.#turns = new Column(Uint16Array, most);
    this.#probabilities = new Column(Uint16Array, most);
    this.#families = new Column(Uint8Array, most);
    this.#verdicts = new Column(Uint8Array, most);
    this.#skips = new Column(Uint8Array, most);
    this.#flags = new Column(Uint8Array, most);
  }

  get length(): number {
    return this.#length;
  }

  /** Samples that there was no room for. */
  get left(): number {
    return this.#left;
  }

  /** In the order of the file. */
  add(records: readonly SampleRecord[]): void {
    for (const record of records) {
      if (this.#length === this.#most) this.#left++;
      else this.#addRecord(record);
    }
  }

  row(sample: number): number {
    return this.#rows.values[sample]!;
  }

  turn(sample: number): number | null {
    const turn = this.#turns.values[sample]!;
    return turn === noTurn ? null : turn;
  }

  /** Index of its family; of what was not judged, more than any other. */
  familyIndex(sample: number): number {
    return this.#families.values[sample]!;
  }

  /** 0 to 3: match, unknown, too short, not analyzed for another reason. */
  kindIndex(sample: number): number {
    if (this.#verdicts.values[sample] === 2) return 2;
    return this.#skips.values[sample] === notSkipped ? this.#verdicts.values[sample]! : 3;
  }

  hasFlag(sample: number, flag: number): boolean {
    return (this.#flags.values[sample]! & (1 << flag)) !== 0;
  }

  /** In 1/10,000; 0 if it was not judged. */
  basisPoints(sample: number): number {
    const points = this.#probabilities.values[sample]!;
    return points === noProbability ? 0 : points;
  }

  mark(sample: number): MarkView {
    const points = this.#probabilities.values[sample]!;
    return {
      verdict: verdicts[this.#verdicts.values[sample]!]!,
      family: this.families[this.#families.values[sample]!] ?? null,
      probability: points === noProbability ? null : points / basisPointsPerUnit,
      flags: flags.filter((_, index) => this.hasFlag(sample, index)),
      skipped: skipReasons[this.#skips.values[sample]!] ?? null,
    };
  }

  /** The first sample of a row or of one after it. */
  firstAt(row: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rows.values[middle]! < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Of a row's samples the one to be shown for all: the surest match, else the most probable. Null: none. */
  strongestOf(row: number): number | null {
    let strongest: number | null = null;
    for (let sample = this.firstAt(row); sample < this.#length; sample++) {
      if (this.row(sample) !== row) break;
      if (strongest === null || this.#isStronger(sample, strongest)) strongest = sample;
    }
    return strongest;
  }

  #isStronger(a: number, b: number): boolean {
    const kinds = this.kindIndex(a) - this.kindIndex(b);
    return kinds < 0 || (kinds === 0 && this.basisPoints(a) > this.basisPoints(b));
  }

  #addRecord(record: SampleRecord): void {
    if (this.#length === this.#room) this.#grow();
    const at = this.#length++;
    const { turn, probability, family, skipped } = record;
    this.#rows.values[at] = record.row;
    this.#turns.values[at] = turn ?? noTurn;
    this.#probabilities.values[at] =
      probability === null ? noProbability : Math.round(probability * basisPointsPerUnit);
    this.#families.values[at] = family === null ? noFamily : this.families.indexOf(family);
    this.#verdicts.values[at] = verdicts.indexOf(record.verdict);
    this.#skips.values[at] = skipped === null ? notSkipped : skipReasons.indexOf(skipped);
    this.#flags.values[at] = bitsOf(record.flags);
  }

  #grow(): void {
    this.#room = Math.min(this.#most, this.#room + samplesPerGrowth);
    const columns = [
      this.#rows,
      this.#turns,
      this.#probabilities,
      this.#families,
      this.#verdicts,
      this.#skips,
      this.#flags,
    ];
    for (const column of columns) column.makeRoom(this.#room);
  }
}

function bitsOf(found: readonly Flag[]): number {
  return found.reduce((bits, flag) => bits | (1 << flags.indexOf(flag)), 0);
}
