/** Texts that several datasets of one audit hold: who shares how many with whom. Flat in their number. */

import type { SharedSideView, SharedTextsView } from '../../protocol/views.ts';
import type { Occurrences } from './duplicates.ts';
import { type SampledText, SampledTexts } from './sampled-texts.ts';

/** Number of a file → how many of its samples have the text. */
type Files = Map<number, number>;
type Side = Pick<SharedSideView, 'exact' | 'near'>;

interface Pair {
  readonly files: readonly [number, number];
  readonly sides: readonly [Side, Side];
}

const mostPairs = 50;
/** A text that is everywhere would make pairs of all files. */
const mostFilesPerText = 64;

export class SharedTexts {
  readonly #files: { readonly path: string; readonly samples: number }[] = [];
  /** Of the first file, until there is another one: most audits are of one. */
  #first: SampledTexts<Occurrences> | null = null;
  readonly #texts: SampledTexts<Files>;

  constructor(most?: number) {
    this.#texts = new SampledTexts(most);
  }

  /** `samples`: how many there are in the file, with a text or without. */
  add(path: string, samples: number, texts: SampledTexts<Occurrences>): void {
    const file = this.#files.push({ path, samples }) - 1;
    if (file === 0) this.#first = texts;
    else this.#addTexts(file, texts);
  }

  #addTexts(file: number, texts: SampledTexts<Occurrences>): void {
    const first = this.#first;
    this.#first = null;
    if (first !== null) this.#addTexts(0, first);
    this.#texts.keepOneIn(texts.oneIn);
    for (const { id, sketch, note } of texts.texts()) {
      this.#texts.note(id, sketch, () => new Map())?.set(file, note.times);
    }
  }

  view(): SharedTextsView {
    const pairs = new Map<string, Pair>();
    for (const group of this.#texts.groups()) addGroup(group, pairs);
    const sorted = [...pairs.values()].sort(byMostShared);
    return {
      pairs: sorted.slice(0, mostPairs).map((pair) => ({
        sides: [this.#sideView(pair, 0), this.#sideView(pair, 1)],
      })),
      pairCount: sorted.length,
      isEstimate: this.#texts.oneIn > 1,
    };
  }

  #sideView({ files, sides }: Pair, index: 0 | 1): SharedSideView {
    const { oneIn } = this.#texts;
    const { exact, near } = sides[index];
    return { ...this.#files[files[index]]!, exact: exact * oneIn, near: near * oneIn };
  }
}

function addGroup(group: readonly SampledText<Files>[], pairs: Map<string, Pair>): void {
  const all = new Set(group.flatMap(({ note }) => [...note.keys()]));
  if (all.size < 2) return;
  const files = [...all].sort((a, b) => a - b).slice(0, mostFilesPerText);
  files.forEach((a, i) => {
    for (const b of files.slice(i + 1)) {
      const key = `${a} ${b}`;
      const none = (): Side => ({ exact: 0, near: 0 });
      const pair = pairs.get(key) ?? { files: [a, b], sides: [none(), none()] };
      pairs.set(key, pair);
      for (const { note } of group) {
        addText(pair.sides[0], note.get(a), note.has(b));
        addText(pair.sides[1], note.get(b), note.has(a));
      }
    }
  });
}

function addText(side: Side, times: number | undefined, isInOther: boolean): void {
  side[isInOther ? 'exact' : 'near'] += times ?? 0;
}

function byMostShared(a: Pair, b: Pair): number {
  return sharedBy(b) - sharedBy(a) || a.files[0] - b.files[0] || a.files[1] - b.files[1];
}

function sharedBy({ sides }: Pair): number {
  return sides.reduce((sum, { exact, near }) => sum + exact + near, 0);
}
