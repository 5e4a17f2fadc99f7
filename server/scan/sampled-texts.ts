/**
 * Texts of a dataset, each with a note, in flat memory: while there are too many, only those whose key is
 * divisible by a power of two are kept (Flajolet 1990, "On adaptive sampling"). Nearly equal texts mostly
 * have keys that end alike, so they stay or go together. Which ones stay depends on all texts, and not
 * on their order or on how they were divided.
 */

import { groupSimilar } from '../engine/group-similar.ts';
import { bands, sketchLength } from '../engine/sketch.ts';
import type { SampleRecord } from './record.ts';

/** Some three hundred bytes each: more would not fit into what a scan may take. */
const mostKept = 60_000;

export interface SampledText<Note> {
  readonly id: string;
  readonly sketch: Uint32Array;
  readonly note: Note;
}

interface Kept<Note> {
  readonly id: string;
  readonly key: number;
  /** Where in `#sketches` its sketch is. */
  readonly slot: number;
  readonly note: Note;
}

export class SampledTexts<Note> {
  readonly #most: number;
  #kept = new Map<string, Kept<Note>>();
  #sketches = new Uint32Array(sketchLength * 1024);
  #oneIn = 1;

  constructor(most = mostKept) {
    this.#most = most;
  }

  /** One in so many texts is kept, if not all of them are. */
  get oneIn(): number {
    return this.#oneIn;
  }

  /** The note of a text, to be changed; null if the text is not kept. */
  note(id: string, sketch: Uint32Array, first: () => Note): Note | null {
    const known = this.#kept.get(id);
    if (known !== undefined) return known.note;
    const key = keyOf(id, sketch);
    if (key % this.#oneIn !== 0) return null;
    const slot = this.#kept.size;
    const note = first();
    this.#kept.set(id, { id, key, slot, note });
    this.#room(slot + 1);
    this.#sketches.set(sketch, slot * sketchLength);
    while (this.#kept.size > this.#most) this.keepOneIn(this.#oneIn * 2);
    return note;
  }

  /** Forgets all others. */
  keepOneIn(oneIn: number): void {
    if (oneIn <= this.#oneIn) return;
    this.#oneIn = oneIn;
    const before = this.#kept;
    this.#kept = new Map();
    for (const text of before.values()) {
      if (text.key % oneIn !== 0) continue;
      const slot = this.#kept.size;
      // Never to the right, so that nothing is overwritten that is still to be moved.
      this.#sketches.set(this.#sketchOf(text), slot * sketchLength);
      this.#kept.set(text.id, { ...text, slot });
    }
  }

  *texts(): Generator<SampledText<Note>> {
    for (const text of this.#kept.values()) yield this.#textOf(text);
  }

  /** Every text in one group, with those that are nearly equal to it. One group at a time: views of all texts
   *  would take more room than what they look at. */
  *groups(): Generator<SampledText<Note>[]> {
    const texts = [...this.#kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const sketches = new Uint32Array(texts.length * bands);
    texts.forEach(({ slot }, i) => {
      const start = slot * sketchLength;
      sketches.set(this.#sketches.subarray(start, start + bands), i * bands);
    });
    const firsts = groupSimilar(sketches);
    const others = Map.groupBy(
      [...firsts.keys()].filter((i) => firsts[i] !== i),
      (i) => firsts[i]!,
    );
    for (const i of texts.keys()) {
      if (firsts[i] !== i) continue;
      yield [i, ...(others.get(i) ?? [])].map((k) => this.#textOf(texts[k]!));
    }
  }

  #textOf(kept: Kept<Note>): SampledText<Note> {
    return { id: kept.id, sketch: this.#sketchOf(kept), note: kept.note };
  }

  #sketchOf({ slot }: Kept<Note>): Uint32Array {
    return this.#sketches.subarray(slot * sketchLength, (slot + 1) * sketchLength);
  }

  #room(texts: number): void {
    if (texts * sketchLength <= this.#sketches.length) return;
    const larger = new Uint32Array(this.#sketches.length * 2);
    larger.set(this.#sketches);
    this.#sketches = larger;
  }
}

/** A text of a record, if it has one. */
export function hasText(record: SampleRecord): record is SampleRecord & { textId: string } {
  return record.textId !== null && record.chars > 0;
}

/** What nearly equal texts share decides first. If all texts of a file share it, their own part does. */
function keyOf(id: string, sketch: Uint32Array): number {
  return Number.parseInt(id.slice(0, 8), 16) * 0x10000 + (sketch[bands]! & 0xffff);
}
