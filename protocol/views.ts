/**
 * Plain-data shapes that cross a wire: server → editor, server → panel, CLI → reports.
 * JSON only: no Map, no undefined, no class instances. Offsets are UTF-16, end exclusive.
 */

export type VerdictKind = 'match' | 'unknown' | 'too-short';

/** Why a row or a sample was not analysed. The ledger counts every one of them. */
export const skipReasons = [
  'blank', // an empty line
  'broken-json', // the row is not a JSON value
  'broken-csv', // the record does not fit the header, or ends nowhere
  'broken-parquet', // the part of the file that holds the row cannot be decoded
  'invalid-utf8', // the row's bytes are not text
  'row-too-large', // more bytes than one row may have
  'not-an-object', // valid JSON, but no object with fields
  'no-text', // the object has no text where this file keeps its samples
  'empty-text', // the text is there, and empty
  'too-short', // fewer characters than any calibrated length
  'language', // a language that the profile was not trained on
  'worker-died', // analysing this row ended the worker process, twice
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What a sample gives away by itself, without any statistics. */
export const flags = [
  'self-identification', // "I am ChatGPT", "developed by Anthropic"
  'refusal', // "I can't help with that"
  'chat-template', // <|im_start|>, [INST], <start_of_turn>
  'tool-residue', // <tool_call>, citeturn0search1, 【4†source】
  'visible-reasoning', // <think> … </think>
  'knowledge-cutoff', // "as of my last update"
  'hidden-characters', // zero-width, bidi controls, tag characters
  'odd-typography', // soft hyphens, unusual spaces, words of two alphabets
] as const;
export type Flag = (typeof flags)[number];

/** One leak found in a text. `claims` is the family the text says it is, if it says so. */
export interface LeakView {
  flag: Flag;
  start: number;
  end: number;
  claims: string | null;
}

/** One judged (or skipped) sample: the line of `audit --format jsonl`, without the file. */
export interface SampleView {
  /** Number of the row in its file, from 1. */
  row: number;
  /** Line where the row begins, from 1: the row's number in JSON Lines. Null where a file has no lines. */
  line: number | null;
  /** Index of the turn in a conversation, from 0; of a preferred pair, 0 is the chosen text and 1 the
   *  rejected one; null where a row is a single text. */
  turn: number | null;
  role: string | null;
  chars: number;
  /** ISO 639-1 code, null if it could not be told. */
  lang: string | null;
  verdict: VerdictKind;
  /** Most probable family; on `unknown` this is only the closest known. Null when skipped. */
  family: string | null;
  /** Most probable model of that family, with its own, lower probability. */
  model: string | null;
  modelProbability: number | null;
  /** Calibrated probability of `family`. */
  probability: number | null;
  /** How usual the text is for `family`: of texts rightly found closest to it, on sources that the profile had
   *  not seen, the share that stands out as little as this one or less. Below 0.05 it is untypical. Null when
   *  skipped, or if too few such texts are known. */
  typicality: number | null;
  /** Benjamini–Hochberg q-value of the call over the whole file; null until the scan ends. */
  q: number | null;
  /** Every family's calibrated probability. Empty when skipped. */
  families: Record<string, number>;
  flags: Flag[];
  skipped: SkipReason | null;
  /** A sentence for a person, when skipped: what is wrong with this row. */
  problem: string | null;
  /** The first characters of the text, whitespace collapsed; hostile, escape it. */
  preview: string;
}

/** A piece of text that speaks for (bits > 0) or against (bits < 0) the called family. */
export interface EvidenceView {
  start: number;
  end: number;
  bits: number;
  /** Which expert saw it: `phrase`, `spelling`, `template`, … */
  expert: string;
  /** The text itself, as it stands in the sample; hostile, escape it. */
  text: string;
}

/** One of the families that come first, and which kinds of evidence speak for it. */
export interface NearFamilyView {
  family: string;
  /** Calibrated, as in `families` of the sample. */
  probability: number;
  /** Every expert of the profile. Bits above (> 0) or below (< 0) that expert's mean over all families,
   *  so they compare among families and experts, which those of `evidence` do not. */
  experts: { expert: string; bits: number }[];
  /** Sum over the experts. */
  bits: number;
}

/** One text with the reasons for its verdict. */
export interface ExplanationView {
  sample: SampleView;
  /** The whole sample, decoded. */
  text: string;
  /** Only the first characters of a very long text are analysed. */
  analysedChars: number;
  evidence: EvidenceView[];
  /** At most three, most probable first; the first is the sample's `family`. Empty if not judged. */
  nearest: NearFamilyView[];
  leaks: LeakView[];
  /** The family that `evidence` weighs the called one against. */
  against: string | null;
  /** Measured error of verdicts like this one, in a sentence. */
  errorRate: string;
}

export interface ShareView {
  family: string;
  share: number;
  /** 95 % interval. */
  low: number;
  high: number;
}

/** A change of author along the file. */
export interface DriftView {
  /** The change lies at about this row … */
  row: number;
  /** … within so many rows before it. */
  within: number;
  /** How often rows in random order differ as much. */
  p: number;
  /** Estimated shares before and behind it, of the families that change most. */
  changes: { family: string; before: number; after: number }[];
}

/** The parts of a file that one of its columns names. */
export interface PartsView {
  column: string;
  /** The largest first, at most 40. */
  parts: {
    value: string;
    samples: number;
    analysed: number;
    /** Empty if there are too few samples for shares. */
    mixture: ShareView[];
    unexplained: number | null;
  }[];
  /** How many values more there are. */
  others: number;
}

export interface CoverageView {
  /** Lines of the file. */
  rows: number;
  /** Samples met; a row that holds no readable sample counts as one, skipped. */
  samples: number;
  analysed: number;
  /** analysed + the sum of these = samples, always. */
  skipped: Partial<Record<SkipReason, number>>;
}

/** What texts are made of, whoever wrote them; `traits` of the engine. */
export type TraitName =
  'length' | 'frequent words' | 'word length' | 'marks' | 'numbers' | 'line breaks' | 'capitals';

/** What the file's texts are made of, next to the calibration source that is most like them. */
export interface LikenessView {
  source: string;
  /** Between their means, in standard deviations among the texts of one source, over all traits. */
  distance: number;
  /** Farther than this from every source no error rate was measured. */
  limit: number;
  /** What differs most, and by how many standard deviations (> 0: more of it). */
  trait: TraitName;
  difference: number;
}

/** What is said of a sample whose text an earlier one of the file has: to the letter, or nearly. */
export const duplicateCodes = ['duplicate', 'near-duplicate'] as const;
export type DuplicateCode = (typeof duplicateCodes)[number];

/** Samples of which all but the first repeat another one. */
export interface DuplicateClusterView {
  samples: number;
  /** How many of their texts differ; 1: all are equal to the letter. */
  texts: number;
  /** Of the one that is least like the first: the estimated share of runs of letters that both have. */
  similarity: number;
  /** Where they are: the first 20 rows. */
  rows: number[];
}

export interface DuplicatesView {
  /** How many different texts occur more than once, to the letter … */
  texts: number;
  /** … and how many samples would go if each of them were kept once. */
  copies: number;
  /** How many different texts are nearly equal to one before; null while the file is being read. */
  nearCopies: number | null;
  /** Of a file with too many texts to remember, all numbers are estimates, and clusters are missing. */
  isEstimate: boolean;
  /** Without those that `teacherprint.json` says not to report. */
  open: { copies: number; nearCopies: number };
  /** Largest first, at most 50. */
  clusters: DuplicateClusterView[];
}

/** One of two datasets of an audit that hold the same texts. */
export interface SharedSideView {
  path: string;
  samples: number;
  /** How many of its samples the other one has to the letter, and how many more it nearly has. */
  exact: number;
  near: number;
}

/** Texts that occur in more than one dataset of an audit. */
export interface SharedTextsView {
  /** Most shared samples first, at most 50. */
  pairs: { sides: [SharedSideView, SharedSideView] }[];
  pairCount: number;
  isEstimate: boolean;
}

/** Where along the file which family's probability lies: equal bins of rows, in file order. */
export interface StripView {
  /** First row of each bin. */
  firstRows: number[];
  /** Mean calibrated probability per family, one number per bin. */
  families: Record<string, number[]>;
}

export interface ProfileView {
  id: string;
  /** `references`: fitted to texts by known models that answer the same prompts, and judges among these alone. */
  kind: 'general' | 'references';
  sha256: string;
  /** Families in the profile's order, background classes last. */
  families: string[];
  /** One line for a person: trained when, on what, how wrong on unseen sources. */
  summary: string;
}

/** A local profile that was fitted. */
export interface FittedReferencesView {
  /** Path of the profile. */
  path: string;
  /** One line for a person: of how many texts, and how wrong. */
  summary: string;
  /** What more references would be worth; null where nothing was measured. */
  advice: string | null;
}

/** A place where this file may keep its model-written text, with the reason for its rank. */
export interface FieldCandidateView {
  field: string;
  shape: string;
  reason: string;
}

/** What the team's baseline says about a file. */
export interface BaselineView {
  /** Samples of which something is not reported as new because it is in the baseline. */
  known: number;
  /** Entries of the baseline that do not occur any more; null while that is not known. */
  stale: number | null;
}

/** What was done to a baseline. A text that occurs twice is one entry. */
export interface BaselineChangeView {
  added: number;
  removed: number;
  /** In the baseline as it is now. */
  entries: number;
}

/** What became of a dataset's rows: kept + dropped + unreadable = rows. */
export interface SubsetView {
  rows: number;
  kept: number;
  dropped: number;
  /** Rows that could not be read, empty lines included, and that no rule spoke of. */
  unreadable: number;
  /** Rows that were to be kept, and are too large to be copied. */
  unwritten: number;
}

/** All files of a run together. */
export interface TotalView extends Pick<
  AuditView,
  'coverage' | 'mixture' | 'crossCheck' | 'unexplained'
> {
  files: number;
}

/** One dataset file, audited. */
export interface AuditView {
  uri: string;
  path: string;
  profile: ProfileView;
  seed: number;
  /** `openai-messages`, `sharegpt`, `alpaca`, `prompt-completion`, `plain-text`; null: nothing readable. */
  shape: string | null;
  /** Path of the text in a row, e.g. `messages[].content`. */
  field: string | null;
  fieldCandidates: FieldCandidateView[];
  coverage: CoverageView;
  mixture: ShareView[];
  /** The same shares by another method, by family; null: not known yet. They need not agree. */
  crossCheck: Record<string, number> | null;
  /** By the columns that say what part a row belongs to; empty while the audit runs. */
  parts: PartsView[];
  /** Where the author changes; empty while the audit runs. */
  drift: DriftView[];
  /** Share that no known family explains; p of the hypothesis that nothing is unexplained. */
  unexplained: { share: number; p: number | null };
  /** How far the file is from what the profile's error rates were measured on; null: too few samples. */
  likeness: LikenessView | null;
  /** Samples called a match, and how many of these are expected to be wrong. */
  calls: { count: number; expectedFalse: number };
  flags: Partial<Record<Flag, number>>;
  /** Families that texts say they are by, and how many texts say so. */
  claims: Record<string, number>;
  duplicates: DuplicatesView;
  strip: StripView;
  /** Worst first: matches by probability, then flagged samples, then broken rows, then the unknown
   *  that come closest to a family. At most 500. */
  top: SampleView[];
  /** Matches, flagged samples and rows that could not be read, but for what is not reported. */
  findings: number;
  /** Samples of which something is not reported because `teacherprint.json` says so. */
  suppressed: number;
  /** Null: the file has no baseline. */
  baseline: BaselineView | null;
  /** `partial` while scanning, `cancelled` keeps what was seen until then. */
  state: 'partial' | 'cancelled' | 'complete';
  bytesDone: number;
  bytesTotal: number | null;
}
