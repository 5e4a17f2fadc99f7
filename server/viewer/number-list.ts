/** Whole numbers in rising order, of which there may be millions, and more every moment. */

export class NumberList {
  #values = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  /** Those that are there now, until the next `push`. */
  view(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }

  /** How many are smaller. */
  rankOf(value: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(value: number): boolean {
    const rank = this.rankOf(value);
    return rank < this.#length && this.#values[rank] === value;
  }
}
