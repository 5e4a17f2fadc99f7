/** What a peer is to the comparison: something that learned from some texts and judges others. */

import type { LabelledSample } from '../../server/train/corpus.ts';

export interface Split {
  readonly learned: readonly LabelledSample[];
  readonly heldOut: readonly LabelledSample[];
}

export interface FittedPeer {
  /** Judges all held-out texts. */
  judge(): Promise<Judged>;
  stop(): Promise<void>;
}

export interface Judged {
  /** A model per text. */
  readonly models: readonly string[];
  readonly seconds: number;
}
