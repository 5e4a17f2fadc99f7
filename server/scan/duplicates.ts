/**
 * Texts that a file holds more than once, to the letter or nearly. Counts are exact until there are very
 * many different texts, and estimates beyond (sampled-texts.ts); for any order of the samples the same.
 */

import type { DuplicateClusterView, DuplicateCode, DuplicatesView } from '../../protocol/views.ts';
import { leastSimilarity, similarityOf } from '../engine/sketch.ts';
import type { Mergeable } from './mergeable.ts';
import type { SampleRecord } from './record.ts';
import { hasText, type SampledText, SampledTexts } from './sampled-texts.ts';

const rowsPerCluster = 20;
const mostClusters = 50;

/** Where a text occurs. */
export interface Occurrences {
  times: number;
  /** The first ones, in order. */
  readonly rows: number[];
}

export type IsSuppressed = (text: { readonly textId: string }, code: string) => boolean;

export interface DuplicateState {
  readonly oneIn: number;
  readonly texts: readonly {
    readonly id: string;
    readonly sketch: readonly number[];
    readonly times: number;
    readonly rows: readonly number[];
  }[];
}

export class DuplicateFinder implements Mergeable<DuplicateState> {
  readonly texts: SampledTexts<Occurrences>;

  constructor(most?: number) {
    this.texts = new SampledTexts(most);
  }

  add(record: SampleRecord): void {
    if (!hasText(record)) return;
    this.#note(record.textId, record.sketch, { times: 1, rows: [record.row] });
  }

  state(): DuplicateState {
    const texts = Array.from(this.texts.texts(), ({ id, sketch, note }) => ({
      id,
      sketch: Array.from(sketch),
      ...note,
    }));
    return { oneIn: this.texts.oneIn, texts };
  }

  merge({ oneIn, texts }: DuplicateState): void {
    this.texts.keepOneIn(oneIn);
    for (const { id, sketch, ...seen } of texts) this.#note(id, Uint32Array.from(sketch), seen);
  }

  #note(
    id: string,
    sketch: Uint32Array,
    { times, rows }: { readonly times: number; readonly rows: readonly number[] },
  ): void {
    const seen = this.texts.note(id, sketch, () => ({ times: 0, rows: [] }));
    if (seen === null) return;
    seen.times += times;
    for (const row of rows) addRow(seen.rows, row);
  }

  /** Of exact copies only: to compare texts takes too long while a scan goes on. */
  quickView(): DuplicatesView {
    const { oneIn } = this.texts;
    let texts = 0;
    let copies = 0;
    for (const { note } of this.texts.texts()) {
      if (note.times === 1) continue;
      texts += oneIn;
      copies += (note.times - 1) * oneIn;
    }
    const open = { copies: 0, nearCopies: 0 };
    return { texts, copies, nearCopies: null, isEstimate: oneIn > 1, open, clusters: [] };
  }

  view(isSuppressed: IsSuppressed): DuplicatesView {
    const quick = this.quickView();
    let nearCopies = 0;
    let open = 0;
    let openNear = 0;
    const clusters: DuplicateClusterView[] = [];
    for (const group of this.texts.groups()) {
      const texts = group.toSorted(byFirstRow);
      const copies = copiesIn(texts, this.texts.oneIn);
      nearCopies += countOf(copies, 'near-duplicate');
      const reported = copies.filter((copy) => !isSuppressed(copy, copy.code));
      if (reported.length === 0) continue;
      open += countOf(reported, 'duplicate');
      openNear += countOf(reported, 'near-duplicate');
      clusters.push(clusterOf(texts));
    }
    return {
      ...quick,
      nearCopies: Math.round(nearCopies),
      open: { copies: open, nearCopies: Math.round(openNear) },
      clusters: clusters.sort(bySize).slice(0, mostClusters),
    };
  }
}

interface Copies {
  readonly code: DuplicateCode;
  readonly textId: string;
  readonly count: number;
}

/** All samples of a cluster but the first. */
function copiesIn(texts: readonly SampledText<Occurrences>[], oneIn: number): Copies[] {
  return texts.flatMap((text, i): Copies[] => {
    const { id: textId, note } = text;
    const copies: Copies[] = [];
    if (i > 0) {
      const count = nearCopiesFor(texts[0]!, text, oneIn);
      copies.push({ code: 'near-duplicate', textId, count });
    }
    if (note.times > 1) {
      copies.push({ code: 'duplicate', textId, count: (note.times - 1) * oneIn });
    }
    return copies;
  });
}

function countOf(copies: readonly Copies[], code: DuplicateCode): number {
  return copies.reduce((sum, copy) => sum + (copy.code === code ? copy.count : 0), 0);
}

/** Of a sample, a text counts for those that were not kept, and more so if it had been likely to be
 *  separated from the first of its cluster. */
function nearCopiesFor(
  first: SampledText<Occurrences>,
  text: SampledText<Occurrences>,
  oneIn: number,
): number {
  if (oneIn === 1) return 1;
  return oneIn / Math.max(leastSimilarity, similarityOf(first.sketch, text.sketch));
}

function addRow(rows: number[], row: number): void {
  if (rows.length === rowsPerCluster && row >= rows.at(-1)!) return;
  if (rows.includes(row)) return;
  rows.push(row);
  rows.sort((a, b) => a - b);
  rows.splice(rowsPerCluster);
}

function clusterOf(texts: readonly SampledText<Occurrences>[]): DuplicateClusterView {
  const rows: number[] = [];
  for (const { note } of texts) for (const row of note.rows) addRow(rows, row);
  const similarities = texts.map(({ sketch }) => similarityOf(texts[0]!.sketch, sketch));
  return {
    samples: texts.reduce((sum, { note }) => sum + note.times, 0),
    texts: texts.length,
    similarity: Math.round(Math.min(...similarities) * 100) / 100,
    rows,
  };
}

/** Equal rows hold several samples. */
function byFirstRow(a: SampledText<Occurrences>, b: SampledText<Occurrences>): number {
  return a.note.rows[0]! - b.note.rows[0]! || (a.id < b.id ? -1 : 1);
}

function bySize(a: DuplicateClusterView, b: DuplicateClusterView): number {
  return b.samples - a.samples || a.rows[0]! - b.rows[0]! || b.texts - a.texts;
}
