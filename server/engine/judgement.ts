/** What the engine says of one text. Plain data; offsets are UTF-16, end exclusive. */

export interface Judgement {
  verdict: 'match' | 'unknown' | 'too-short';
  /** Most probable family; on `unknown` only the closest known. Null when too short. */
  family: string | null;
  /** Most probable model of that family, with the probability of exactly this model. */
  model: string | null;
  modelProbability: number | null;
  /** Calibrated probability of `family`, on sources the weights never saw. */
  probability: number | null;
  /** Of texts that are rightly found closest to `family`, on sources the weights never saw, the share that
   *  stands out as little as this one or less (typicality.ts). Null if too few are known. */
  typicality: number | null;
  /** p-value of "this text is not of `family`", for Benjamini–Hochberg over many texts. */
  pValue: number | null;
  /** Probability of every family in the profile's order, in 1/10,000; sums to 10,000.
   *  Integers, so that sums over a file do not depend on the order of rows. Empty when too short. */
  posterior: readonly number[];
  /** What the text is made of (texture.ts). Empty when too short. */
  texture: readonly number[];
}

export interface Evidence {
  start: number;
  end: number;
  /** Weight of evidence in bits for (> 0) or against (< 0) the called family. */
  bits: number;
  expert: string;
}

/** One of the families that come first, and what each expert says of it. */
export interface NearFamily {
  family: string;
  /** Calibrated, as in the posterior. */
  probability: number;
  /** Every expert of the profile, in its order. Bits above (> 0) or below (< 0) that expert's mean over
   *  all families: they tell how much it raises this family among them, not against one rival. */
  experts: { expert: string; bits: number }[];
  /** Sum over the experts. */
  bits: number;
}

export interface Explanation {
  judgement: Judgement;
  /** The family that evidence is weighed against: the runner-up. */
  against: string | null;
  /** Strongest first, at most 24, not overlapping within one expert. */
  evidence: Evidence[];
  /** At most three, most probable first; the first is the judgement's. Empty when too short. */
  nearest: NearFamily[];
  /** Texts are analysed up to this many UTF-16 units. */
  analysedChars: number;
}
