/** What a dataset viewer shows, and what its page and the extension tell each other. */

import type { Flag, SkipReason, VerdictKind } from './views.ts';

/** What a list is sorted by: the order of the file, or what an audit found; the surest come first. */
export const rowOrders = ['file', 'verdict', 'family', 'flags'] as const;
export type RowOrder = (typeof rowOrders)[number];

/** Which rows are listed, and in which order. An empty text stands for "any". */
export interface RowFilter {
  verdict: VerdictKind | 'skipped' | '';
  family: string;
  flag: Flag | '';
  /** Anywhere in the row's texts, in capitals or not. */
  text: string;
  order: RowOrder;
}

export const everyRow: RowFilter = { verdict: '', family: '', flag: '', text: '', order: 'file' };

/** What an audit found out about a sample. */
export interface MarkView {
  verdict: VerdictKind;
  family: string | null;
  probability: number | null;
  flags: Flag[];
  skipped: SkipReason | null;
}

/** One line of the list: a row of the file, or one of its samples where the list is one of samples. */
export interface RowView {
  row: number;
  /** Where it stands in the file, from 1; null in formats without lines. */
  line: number | null;
  /** Of the whole row in the file. */
  bytes: number;
  turn: number | null;
  role: string | null;
  /** Texts in the row that a model wrote. */
  samples: number;
  /** The first characters of the sample's text; of a row without one, of the row itself. Hostile. */
  preview: string;
  /** A sentence, if the row cannot be read. */
  problem: string | null;
  /** Null: not audited. */
  mark: MarkView | null;
}

export interface CountView {
  count: number;
  /** False while there may be more. */
  isFinal: boolean;
}

/** How far the work on a file is that goes on while it is shown. */
export interface ViewerState {
  /** Rows of the file. */
  rows: CountView;
  bytesCounted: number;
  byteLength: number;
  /** Lines of the list. */
  list: CountView;
  /** Null: no text is looked for. */
  search: SearchView | null;
  /** Null: this file was not audited. */
  audit: AuditStateView | null;
  /** A sentence, if something keeps the list from being right: the file changed, or cannot be read. */
  problem: string | null;
}

export interface SearchView {
  rowsSearched: number;
  /** Rows that cannot be searched, being too large. */
  rowsLeft: number;
  isFinal: boolean;
}

export interface AuditStateView {
  state: 'partial' | 'cancelled' | 'complete';
  bytesDone: number;
  samples: number;
  /** Samples after the first ten million, which no list shows. */
  samplesLeft: number;
  /** Families of the profile, in its order. */
  families: string[];
}

export interface RowsView {
  /** Position in the list of the first of `rows`, from 0. */
  from: number;
  rows: RowView[];
  /** Path of the text in a row; null: none was found. */
  field: string | null;
  state: ViewerState;
}

export type ToViewer =
  /** What to show first; `uri` is the file's. */
  | { kind: 'open'; uri: string; name: string }
  /** The answer to the `rows` of the same number. */
  | { kind: 'rows'; id: number; view: RowsView }
  | { kind: 'located'; row: number; position: number | null }
  | { kind: 'state'; state: ViewerState }
  | { kind: 'go-to-row'; row: number }
  /** The sample that the next one is compared with. */
  | { kind: 'selected'; sample: SamplePlace | null }
  | { kind: 'failed'; id: number | null; message: string };

export interface SamplePlace {
  uri: string;
  row: number;
  turn: number | null;
}

export type FromViewer =
  | { kind: 'ready' }
  | { kind: 'rows'; id: number; filter: RowFilter; from: number; count: number }
  | { kind: 'locate'; filter: RowFilter; row: number }
  | { kind: 'open-sample'; row: number; turn: number | null }
  | { kind: 'explain'; row: number; turn: number | null }
  /** Of a preferred pair: the chosen text beside the rejected one. */
  | { kind: 'compare-pair'; row: number }
  /** The first time selects a sample, the second time compares with it. */
  | { kind: 'compare'; row: number; turn: number | null }
  /** Opens the file anew: it changed, or could not be read. */
  | { kind: 'reload' }
  | { kind: 'choose-field' }
  | { kind: 'audit' }
  | { kind: 'cancel' };
