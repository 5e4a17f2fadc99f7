/** The engine's boundary: a profile in, judgements out. Pure, deterministic, cannot fail on a text. */

import type { Explanation, Judgement } from './judgement.ts';
import type { Profile } from './profile.ts';

export interface Analyzer {
  readonly profile: Profile;
  judge(text: string): Judgement;
  /** Slower than `judge` and with the same judgement; for the one text somebody looks at. */
  explain(text: string): Explanation;
}

export function createAnalyzer(profile: Profile): Analyzer {
  throw new Error(`not built yet: ${profile.id}`);
}
