/** Records → what is to be said about the file. Flat in the number of rows. */

import type { AuditView, CoverageView, Flag, ProfileView } from '../../protocol/views.ts';
import {
  countPValue,
  mergePValueCounts,
  type PValueCounts,
  qValues,
} from '../engine/false-discovery.ts';
import {
  addToMixture,
  emptyMixtureSums,
  mergeMixtureSums,
  type MixtureState,
  mixtureState,
} from '../engine/mixture.ts';
import type { Profile } from '../engine/profile.ts';
import {
  addTexture,
  emptyTextureSums,
  likenessOf,
  mergeTextureSums,
  type TextureState,
  textureState,
} from '../engine/texture.ts';
import { addCounts } from './add-counts.ts';
import { driftOf } from './drift.ts';
import { DuplicateFinder, type DuplicateState, type Occurrences } from './duplicates.ts';
import { sharesOfFile } from './file-shares.ts';
import type { FieldChoice } from './messages.ts';
import type { Mergeable } from './mergeable.ts';
import { PartCounter, type PartsState } from './parts.ts';
import { crossCheckOf, PosteriorSample, type PosteriorSampleState } from './posterior-sample.ts';
import { type FindingCode, findingCodes, type SampleRecord, toSampleView } from './record.ts';
import type { SampledTexts } from './sampled-texts.ts';
import type { FileSums } from './run-total.ts';
import type { ScannedPart } from './scan-dataset.ts';
import type { StoredRecord } from './stored-record.ts';
import { PositionStrip, type StripState } from './strip.ts';
import { WorstSamples } from './worst-samples.ts';

export interface SummaryOptions {
  readonly profile: Profile;
  readonly seed: number;
  /** Whether somebody said not to report this about this sample. */
  readonly isSuppressed: (sample: Pick<SampleRecord, 'textId'>, code: string) => boolean;
  /** The baseline's part of it; null: there is none. */
  readonly known: KnownFilter | null;
}

/** Asked once per finding that is not suppressed, in the order of the file. */
export interface KnownFilter {
  isKnown(record: SampleRecord, code: string): boolean;
  /** At the end of the file: how many entries were not met; null if that says nothing. */
  stale(): number | null;
}

/** What a summary does not know by itself. */
export interface AuditFrame {
  readonly uri: string;
  readonly path: string;
  readonly profile: ProfileView;
  readonly bytesTotal: number | null;
  readonly state: AuditView['state'];
  /** Whether more is to come; then what takes long is left out. */
  readonly isRunning: boolean;
}

/** Everything that a summary holds, as plain JSON. Maps are lists of their entries. */
export interface SummaryState {
  readonly choice: FieldChoice;
  readonly coverage: CoverageView;
  readonly bytesDone: number;
  readonly flags: Partial<Record<Flag, number>>;
  readonly claims: readonly (readonly [family: string, count: number])[];
  readonly pValues: readonly (readonly [pValue: number, count: number])[];
  readonly mixture: MixtureState;
  readonly textures: TextureState;
  readonly strip: StripState;
  readonly duplicates: DuplicateState;
  readonly posteriors: PosteriorSampleState;
  readonly parts: PartsState;
  readonly matches: number;
  readonly expectedFalse: number;
  readonly open: readonly (readonly [code: FindingCode, count: number])[];
  readonly findings: number;
  readonly suppressed: number;
  readonly known: number;
  readonly top: readonly StoredRecord[];
}

export class AuditSummary implements Mergeable<SummaryState> {
  readonly #options: SummaryOptions;
  readonly #coverage: CoverageView = { rows: 0, samples: 0, analysed: 0, skipped: {} };
  readonly #flags: Partial<Record<Flag, number>> = {};
  readonly #claims = new Map<string, number>();
  readonly #pValues: PValueCounts = new Map();
  readonly #mixture;
  readonly #strip;
  readonly #duplicates = new DuplicateFinder();
  readonly #textures = emptyTextureSums();
  readonly #posteriors = new PosteriorSample();
  readonly #parts;
  #choice: FieldChoice = { field: null, shape: null, candidates: [] };
  #matches = 0;
  /** Sum of 1 - probability over the matches, in 1/10,000 so that it is exact in any order. */
  #expectedFalse = 0;
  readonly #open = new Map<FindingCode, number>();
  #findings = 0;
  #suppressed = 0;
  #known = 0;
  readonly #top = new WorstSamples();
  #bytesDone = 0;

  constructor(options: SummaryOptions) {
    this.#options = options;
    this.#mixture = emptyMixtureSums(options.profile);
    this.#strip = new PositionStrip(options.profile.families);
    this.#parts = new PartCounter(options.profile);
  }

  add(part: ScannedPart): void {
    if (part.choice.field !== null) this.#choice = part.choice;
    this.#coverage.rows = part.rowsDone;
    this.#bytesDone = part.bytesDone;
    for (const record of part.records) this.#addRecord(record);
  }

  state(): SummaryState {
    return {
      choice: this.#choice,
      coverage: this.#coverage,
      bytesDone: this.#bytesDone,
      flags: this.#flags,
      claims: [...this.#claims],
      pValues: [...this.#pValues],
      mixture: mixtureState(this.#mixture),
      textures: textureState(this.#textures),
      strip: this.#strip.state(),
      duplicates: this.#duplicates.state(),
      posteriors: this.#posteriors.state(),
      parts: this.#parts.state(),
      matches: this.#matches,
      expectedFalse: this.#expectedFalse,
      open: [...this.#open],
      findings: this.#findings,
      suppressed: this.#suppressed,
      known: this.#known,
      top: this.#top.state(),
    };
  }

  merge(state: SummaryState): void {
    if (this.#choice.field === null) this.#choice = state.choice;
    const coverage = this.#coverage;
    // Rows have the numbers that they have in the file.
    coverage.rows = Math.max(coverage.rows, state.coverage.rows);
    coverage.samples += state.coverage.samples;
    coverage.analysed += state.coverage.analysed;
    addCounts(coverage.skipped, state.coverage.skipped);
    this.#bytesDone += state.bytesDone;
    addCounts(this.#flags, state.flags);
    addEntries(this.#claims, state.claims);
    mergePValueCounts(this.#pValues, state.pValues);
    mergeMixtureSums(this.#mixture, state.mixture);
    mergeTextureSums(this.#textures, state.textures);
    this.#strip.merge(state.strip);
    this.#duplicates.merge(state.duplicates);
    this.#posteriors.merge(state.posteriors);
    this.#parts.merge(state.parts);
    this.#matches += state.matches;
    this.#expectedFalse += state.expectedFalse;
    addEntries(this.#open, state.open);
    this.#findings += state.findings;
    this.#suppressed += state.suppressed;
    this.#known += state.known;
    this.#top.merge(state.top);
  }

  get analysed(): number {
    return this.#coverage.analysed;
  }

  /** Q-value of a p-value, by all samples seen until now. */
  qValues(): ReadonlyMap<number, number> {
    return qValues(this.#pValues);
  }

  get samples(): number {
    return this.#coverage.samples;
  }

  /** For the total of a run. */
  sums(): FileSums {
    return {
      profile: this.#options.profile,
      coverage: this.#coverage,
      mixture: this.#mixture,
      posteriors: this.#posteriors,
    };
  }

  /** The different texts of the file, as far as there is room for them. */
  get texts(): SampledTexts<Occurrences> {
    return this.#duplicates.texts;
  }

  /** How often each thing is to be said that nobody suppressed and no baseline knows; of copies the view
   *  tells. */
  open(): ReadonlyMap<FindingCode, number> {
    return this.#open;
  }

  toView(frame: AuditFrame): AuditView {
    const { profile, seed } = this.#options;
    const mixture = sharesOfFile(this.sums(), profile, seed);
    const q = this.qValues();
    return {
      uri: frame.uri,
      path: frame.path,
      profile: frame.profile,
      seed,
      shape: this.#choice.shape,
      field: this.#choice.field,
      fieldCandidates: this.#choice.candidates,
      coverage: { ...this.#coverage, skipped: { ...this.#coverage.skipped } },
      mixture: mixture.shares,
      crossCheck: frame.isRunning ? null : crossCheckOf(this.#posteriors, profile),
      parts: frame.isRunning ? [] : this.#parts.views(seed),
      drift: frame.isRunning ? [] : driftOf(this.#strip.bins(), profile, seed),
      unexplained: mixture.unexplained,
      likeness: likenessOf(profile.calibration.textures, this.#textures),
      calls: { count: this.#matches, expectedFalse: this.#expectedFalse / 10_000 },
      flags: { ...this.#flags },
      claims: Object.fromEntries([...this.#claims].sort(([a], [b]) => (a < b ? -1 : 1))),
      duplicates: frame.isRunning
        ? this.#duplicates.quickView()
        : this.#duplicates.view(this.#options.isSuppressed),
      strip: this.#strip.view(),
      top: this.#top
        .list()
        .map((record) =>
          toSampleView(
            record,
            profile.families,
            record.pValue === null ? null : (q.get(record.pValue) ?? null),
          ),
        ),
      findings: this.#findings,
      suppressed: this.#suppressed,
      baseline: this.#baselineView(frame.state),
      state: frame.state,
      bytesDone: this.#bytesDone,
      bytesTotal: frame.bytesTotal,
    };
  }

  #baselineView(state: AuditView['state']): AuditView['baseline'] {
    const { known } = this.#options;
    if (known === null) return null;
    return { known: this.#known, stale: state === 'complete' ? known.stale() : null };
  }

  #addRecord(record: SampleRecord): void {
    const coverage = this.#coverage;
    coverage.samples++;
    if (record.skipped === null) coverage.analysed++;
    else coverage.skipped[record.skipped] = (coverage.skipped[record.skipped] ?? 0) + 1;
    for (const flag of record.flags) this.#flags[flag] = (this.#flags[flag] ?? 0) + 1;
    for (const family of record.claims) {
      this.#claims.set(family, (this.#claims.get(family) ?? 0) + 1);
    }
    this.#strip.add(record.row, record.posterior);
    this.#parts.add(record);
    addTexture(this.#textures, record.texture);
    this.#duplicates.add(record);
    if (record.pValue !== null) countPValue(this.#pValues, record.pValue);
    if (record.posterior.length > 0) {
      addToMixture(this.#mixture, record.posterior, record.cluster);
      this.#posteriors.add(record);
    }
    if (record.verdict === 'match') {
      this.#matches++;
      this.#expectedFalse += Math.round(10_000 - (record.probability ?? 0) * 10_000);
    }
    this.#rank(record);
  }

  #rank(record: SampleRecord): void {
    // Nearly all samples are like this, and there is nothing to be said about them.
    if (record.verdict !== 'match' && record.flags.length === 0 && record.skipped === null) {
      this.#top.add(record);
      return;
    }
    const codes = findingCodes(record);
    const { isSuppressed, known } = this.#options;
    const unsuppressed = codes.filter((code) => !isSuppressed(record, code));
    const open = unsuppressed.filter((code) => known?.isKnown(record, code) !== true);
    for (const code of open) this.#open.set(code, (this.#open.get(code) ?? 0) + 1);
    if (open.length > 0) this.#findings++;
    if (unsuppressed.length < codes.length) this.#suppressed++;
    if (open.length < unsuppressed.length) this.#known++;
    const isSilenced = codes.length > 0 && open.length === 0;
    const isQuiet = record.skipped !== null && codes.length === 0;
    if (isSilenced || isQuiet) return;
    this.#top.add(record);
  }
}

function addEntries<Key>(
  into: Map<Key, number>,
  from: Iterable<readonly [key: Key, count: number]>,
): void {
  for (const [key, count] of from) into.set(key, (into.get(key) ?? 0) + count);
}
