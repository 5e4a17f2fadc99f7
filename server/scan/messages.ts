/** What the supervisor asks of its workers, and what they answer. */

import type { ExplanationView, FieldCandidateView } from '../../protocol/views.ts';
import type { LineBatch } from '../dataset/lines.ts';
import type { ProfileBytes } from './load-profile.ts';
import type { PackedRecords } from './pack-records.ts';

export type Job =
  | { kind: 'detect'; batch: LineBatch }
  | {
      kind: 'scan';
      batch: LineBatch;
      field: string | null;
      /** Columns of parts; null: the conventional ones. */
      by: readonly string[] | null;
    }
  | {
      kind: 'explain-row';
      /** Of one row. */
      batch: LineBatch;
      field: string;
      turn: number | null;
    }
  | { kind: 'explain-text'; text: string }
  | { kind: 'search'; batch: LineBatch; text: string };

/** A field's text form and where else the text could be. */
export interface FieldChoice {
  /** Null if no row has a text anywhere. */
  field: string | null;
  shape: string | null;
  candidates: FieldCandidateView[];
}

export interface Results {
  detect: FieldChoice;
  scan: PackedRecords;
  'explain-row': ExplanationView;
  'explain-text': ExplanationView;
  /** Numbers of the rows that hold the text. */
  search: number[];
}

export type Answer =
  | { kind: 'ready' }
  | { kind: 'result'; result: Results[keyof Results] }
  /** The sentence is meant for the user as it is. */
  | { kind: 'refused'; message: string }
  | { kind: 'failed'; stack: string };

/** What a thread is started with. */
export interface WorkerStart {
  profile: ProfileBytes;
  /** One number in shared memory: how many rows of its batch the current job has done. */
  rowsDone: Int32Array;
}
