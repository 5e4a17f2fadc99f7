/** The engine's boundary: a profile in, judgements out. Pure, deterministic, cannot fail on a text. */

import { familyProbabilities } from './calibrate.ts';
import { decide, tooShort } from './decide.ts';
import { explainFamilies } from './explain.ts';
import type { Explanation, Judgement } from './judgement.ts';
import { byProbability, nearestFamilies } from './nearest.ts';
import type { Profile } from './profile.ts';
import { createScorer } from './score.ts';
import { type CopyUnits, Tokens } from './tokens.ts';

export interface Analyzer {
  readonly profile: Profile;
  judge(text: string): Judgement;
  /** Slower than `judge` and with the same judgement; for the one text somebody looks at. */
  explain(text: string): Explanation;
}

/** Holds reusable buffers: one analyzer per thread, one text at a time. */
export function createAnalyzer(profile: Profile, copyUnits?: CopyUnits): Analyzer {
  const scorer = createScorer(profile);
  const tokens = new Tokens(copyUnits);

  const judge = (text: string): Judgement => {
    if (text.trim().length < profile.minimumChars) return tooShort;
    tokens.read(text);
    scorer.score(tokens);
    const families = familyProbabilities(profile.calibration, scorer.families, tokens.length);
    return decide(profile, scorer, families, tokens);
  };

  const explain = (text: string): Explanation => {
    const judgement = judge(text);
    const analysedChars = Math.min(text.length, tokens.units.length);
    let against: string | null = null;
    let evidence: Explanation['evidence'] = [];
    let nearest: Explanation['nearest'] = [];
    if (judgement.verdict !== 'too-short') {
      const { posterior } = judgement;
      const [family, runnerUp] = twoLargest(posterior);
      against = profile.families[runnerUp] ?? null;
      evidence = explainFamilies(profile, tokens, scorer, family, runnerUp);
      nearest = nearestFamilies(profile, scorer.families, posterior, tokens.length);
    }
    return { judgement, against, evidence, nearest, analysedChars };
  };

  return { profile, judge, explain };
}

function twoLargest(posterior: readonly number[]): [number, number] {
  const [first, second] = byProbability(posterior);
  return [first!, second!];
}
