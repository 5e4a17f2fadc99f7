/** One model-written text in a row, and the way to it. */

/** Keys and indices from the row's top, e.g. `['messages', 2, 'content']`. */
export type RowPath = readonly (string | number)[];

export interface Sample {
  /** Index of the turn in its conversation, from 0; of a preferred pair, 0 is the chosen text and 1 the
   *  rejected one; null where a row is a single text. */
  turn: number | null;
  role: string | null;
  text: string;
  /** The string value(s) that `text` was made of; more than one for content parts, none where the turns are
   *  JSON in a text. */
  paths: readonly RowPath[];
  /** What it answers, if the row says so; samples with equal prompts are not independent. */
  prompt: string | null;
}
