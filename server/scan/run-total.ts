/** All files of a run together. Sums are added as they are, so nothing is read twice. */

import type { CoverageView, TotalView } from '../../protocol/views.ts';
import { emptyMixtureSums, mergeMixtureSums, type MixtureSums } from '../engine/mixture.ts';
import type { Profile } from '../engine/profile.ts';
import { addCounts } from './add-counts.ts';
import { sharesOfFile } from './file-shares.ts';
import { crossCheckOf, PosteriorSample } from './posterior-sample.ts';

/** What a file adds to the total. */
export interface FileSums {
  /** By which its samples were judged. */
  readonly profile: Profile;
  readonly coverage: CoverageView;
  readonly mixture: MixtureSums;
  readonly posteriors: PosteriorSample;
}

export class RunTotal {
  readonly #profile: Profile;
  readonly #coverage: CoverageView = { rows: 0, samples: 0, analysed: 0, skipped: {} };
  readonly #mixture;
  readonly #posteriors = new PosteriorSample();
  #files = 0;
  #isOfOneProfile = true;

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#mixture = emptyMixtureSums(profile);
  }

  add({ profile, coverage, mixture, posteriors }: FileSums): void {
    this.#files++;
    if (profile !== this.#profile) {
      this.#isOfOneProfile = false;
      return;
    }
    this.#coverage.rows += coverage.rows;
    this.#coverage.samples += coverage.samples;
    this.#coverage.analysed += coverage.analysed;
    addCounts(this.#coverage.skipped, coverage.skipped);
    mergeMixtureSums(this.#mixture, mixture);
    this.#posteriors.merge(posteriors.state());
  }

  /** Null: of a single file the total is its report, and shares by different profiles do not add up. */
  view(seed: number): TotalView | null {
    if (this.#files < 2 || !this.#isOfOneProfile) return null;
    const sums = { mixture: this.#mixture, posteriors: this.#posteriors };
    const { shares, unexplained } = sharesOfFile(sums, this.#profile, seed);
    return {
      files: this.#files,
      coverage: this.#coverage,
      mixture: shares,
      crossCheck: crossCheckOf(this.#posteriors, this.#profile),
      unexplained,
    };
  }
}
