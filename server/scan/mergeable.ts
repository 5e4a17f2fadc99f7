/** Sums over samples that can be made in parts, apart from each other, and put together later. */

/** Invariant: parts that are merged in the order of the file say what one pass over it says, to the last
 *  digit. `State` is plain JSON. */
export interface Mergeable<State> {
  state(): State;
  /** `state`: of the samples that follow those seen until now. */
  merge(state: State): void;
}
