/** A fixed set of hashes. Asked about every word of every text, where a `Set` is several times slower. */

/** Places per member: few collisions, so that most answers take one read. */
const sparseness = 8;

export class HashSet {
  readonly #table: Int32Array;
  readonly #mask: number;
  /** Zero marks an empty place, so whether it is a member is remembered apart. */
  readonly #hasZero: boolean;

  constructor(hashes: ArrayLike<number>) {
    const size = 2 ** Math.ceil(Math.log2((hashes.length + 1) * sparseness));
    this.#table = new Int32Array(size);
    this.#mask = size - 1;
    this.#hasZero = Array.from(hashes).includes(0);
    for (let i = 0; i < hashes.length; i++) this.#table[this.#placeOf(hashes[i]!)] = hashes[i]!;
  }

  has(hash: number): boolean {
    return hash === 0 ? this.#hasZero : this.#table[this.#placeOf(hash)] === hash;
  }

  /** In an order of its own. */
  members(): number[] {
    const others = Array.from(this.#table).filter((hash) => hash !== 0);
    return this.#hasZero ? [0, ...others] : others;
  }

  /** Where a hash is or would be: open addressing, the next free place. */
  #placeOf(hash: number): number {
    let at = hash & this.#mask;
    while (this.#table[at] !== 0 && this.#table[at] !== hash) at = (at + 1) & this.#mask;
    return at;
  }
}
