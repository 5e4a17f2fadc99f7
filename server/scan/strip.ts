/** Where along a file which family lies: bins of equal numbers of rows, without knowing how many
 *  rows there will be. When the bins are full, neighbors are merged and bins become twice as wide. */

import type { StripView } from '../../protocol/views.ts';
import type { Bin } from '../engine/drift.ts';
import { basisPointsPerUnit } from '../engine/numbers.ts';
import type { Mergeable } from './mergeable.ts';

const mostBins = 128;

interface OpenBin extends Bin {
  analysed: number;
}

export interface StripState {
  readonly rowsPerBin: number;
  readonly bins: readonly { readonly analysed: number; readonly sums: readonly number[] }[];
}

export class PositionStrip implements Mergeable<StripState> {
  readonly #families: readonly string[];
  #rowsPerBin = 1;
  #bins: OpenBin[] = [];

  constructor(families: readonly string[]) {
    this.#families = families;
  }

  /** Rows may come in any order; every row that was met gets its bin, judged or not. */
  add(row: number, posterior: readonly number[]): void {
    while (this.#indexOf(row) >= mostBins) this.#widen();
    const bin = this.#binAt(this.#indexOf(row));
    if (posterior.length === 0) return;
    bin.analysed++;
    for (let k = 0; k < posterior.length; k++) bin.sums[k]! += posterior[k]!;
  }

  /** In the order of the file, and how many rows each is wide. */
  bins(): { readonly bins: readonly Bin[]; readonly rowsPerBin: number } {
    return { bins: this.#bins, rowsPerBin: this.#rowsPerBin };
  }

  state(): StripState {
    const bins = this.#bins.map(({ analysed, sums }) => ({ analysed, sums: Array.from(sums) }));
    return { rowsPerBin: this.#rowsPerBin, bins };
  }

  /** Bins of either width begin at multiples of it, which is a power of two: none is torn apart. */
  merge({ rowsPerBin, bins }: StripState): void {
    while (this.#rowsPerBin < rowsPerBin) this.#widen();
    const indexOf = (i: number): number => this.#indexOf(i * rowsPerBin + 1);
    while (indexOf(bins.length - 1) >= mostBins) this.#widen();
    bins.forEach(({ analysed, sums }, i) => {
      const bin = this.#binAt(indexOf(i));
      bin.analysed += analysed;
      for (let k = 0; k < sums.length; k++) bin.sums[k]! += sums[k]!;
    });
  }

  view(): StripView {
    return {
      firstRows: this.#bins.map((_, index) => index * this.#rowsPerBin + 1),
      families: Object.fromEntries(
        this.#families.map((family, k) => [family, this.#bins.map((bin) => meanOf(bin, k))]),
      ),
    };
  }

  #binAt(index: number): OpenBin {
    while (this.#bins.length <= index) {
      this.#bins.push({ analysed: 0, sums: new Float64Array(this.#families.length) });
    }
    return this.#bins[index]!;
  }

  #indexOf(row: number): number {
    return Math.floor((row - 1) / this.#rowsPerBin);
  }

  #widen(): void {
    this.#rowsPerBin *= 2;
    const pairs = Math.ceil(this.#bins.length / 2);
    this.#bins = Array.from({ length: pairs }, (_, index) => {
      const bin = this.#bins[index * 2]!;
      const next = this.#bins[index * 2 + 1];
      if (next === undefined) return bin;
      return {
        analysed: bin.analysed + next.analysed,
        sums: bin.sums.map((sum, k) => sum + next.sums[k]!),
      };
    });
  }
}

function meanOf({ analysed, sums }: Bin, k: number): number {
  return analysed === 0 ? 0 : sums[k]! / analysed / basisPointsPerUnit;
}
