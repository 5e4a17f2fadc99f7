/** What a report in any format is: asked at the beginning, after each dataset, and at the end. */

import type { AuditView, ProfileView, SharedTextsView, TotalView } from '../../protocol/views.ts';
import type { SampleRecord } from '../scan/record.ts';

/** What holds for all datasets of a run. */
export interface ReportRun {
  readonly profile: ProfileView;
  readonly settings: { readonly field: string | null; readonly maxRows: number | null };
  readonly seed: number;
  readonly toolVersion: string;
  /** Places inside of it are given relative to it, where a format has such places. */
  readonly baseFolder: string;
}

export type IsSuppressed = (sample: Pick<SampleRecord, 'textId'>, code: string) => boolean;

/** A dataset of which all is known. */
export interface AuditedDataset {
  /** Asked for by those who need it: estimating shares takes a moment. */
  readonly audit: () => AuditView;
  readonly qValues: ReadonlyMap<number, number>;
  /** Every sample as a line of `jsonl`, some hundred at a time. */
  readonly lines: () => AsyncIterable<readonly string[]>;
}

/** What is known when all datasets were read. */
export interface RunEnd {
  /** A sentence for each dataset that was not read, or not as it is now. */
  readonly troubles: readonly string[];
  /** What the datasets have in common; null if there was only one. */
  readonly shared: SharedTextsView | null;
  /** All of them together; null if there was only one. */
  readonly total: TotalView | null;
}

export interface Report {
  start(): string;
  /** Records of the dataset that is being read, in its order. */
  keep(records: readonly SampleRecord[], isSuppressed: IsSuppressed): void;
  dataset(audited: AuditedDataset): AsyncIterable<string> | Iterable<string>;
  end(whole: RunEnd): Iterable<string>;
  /** What whoever asked for this report must hear of it. */
  note(): string | null;
}

/** The parts that a format without them takes from here. */
export const plainReport = {
  start: () => '',
  keep: () => undefined,
  end: () => [],
  note: () => null,
} as const satisfies Partial<Report>;
