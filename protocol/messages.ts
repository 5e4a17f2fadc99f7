/** Every custom message between an editor and the server, declared once. See docs/protocol.md. */

import {
  NotificationType,
  RequestType,
  RequestType0,
  type WorkDoneProgressParams,
} from 'vscode-languageserver-protocol';
import type {
  CollectedView,
  CollectionView,
  EndpointParams,
  EndpointView,
  KeyParams,
  ListModelsParams,
  ModelView,
  PrepareCollectionParams,
  PromptsView,
} from './collecting.ts';
import type { BaselineAction, SubsetMode } from './commands.ts';
import type { ReportFormat } from './report-formats.ts';
import type { RowFilter, RowsView, ViewerState } from './viewer.ts';
import type {
  AuditView,
  BaselineChangeView,
  ExplanationView,
  FittedReferencesView,
  ProfileView,
  SubsetView,
} from './views.ts';

export interface AuditParams {
  uri: string;
  /** Path of the text in a row; null: detect, or what `teacherprint.json` says. */
  field: string | null;
}

/** Audits a whole file from disk, or from the open document if it has unsaved edits. */
export const auditDataset = new RequestType<AuditParams, AuditView, void>(
  'teacherprint/auditDataset',
);

/** Sent every half second or so while an audit runs, with what is known until then. */
export const auditProgress = new NotificationType<AuditView>('teacherprint/auditProgress');

export interface ExportReportParams extends WorkDoneProgressParams {
  uri: string;
  field: string | null;
  format: ReportFormat;
  /** File that the report becomes; what was there is replaced once the report is whole. */
  target: string;
}

/** Audits a whole file and writes what was found into another. Cancelled, it writes nothing. */
export const exportReport = new RequestType<ExportReportParams, void, void>(
  'teacherprint/exportReport',
);

export interface ScoreTextParams {
  text: string;
}

/** Judges one text that belongs to no file. Rows and turns in the answer are 1 and null. */
export const scoreText = new RequestType<ScoreTextParams, ExplanationView, void>(
  'teacherprint/scoreText',
);

export interface ExplainSampleParams {
  uri: string;
  row: number;
  turn: number | null;
}

/** One sample of a file with its evidence. */
export const explainSample = new RequestType<ExplainSampleParams, ExplanationView, void>(
  'teacherprint/explainSample',
);

export interface SetFieldParams {
  uri: string;
  /** Null: back to detection. */
  field: string | null;
}

/** Writes the correction of a file's field into the folder's `teacherprint.json`. */
export const setField = new RequestType<SetFieldParams, void, void>('teacherprint/setField');

export interface IgnoreParams {
  uri: string;
  /** Identity of the text, as the diagnostic's data give it: rows move, texts stay. Null: all of the file. */
  sample: string | null;
  /** Diagnostic code to ignore; `*`: every one. */
  code: string;
}

export interface ChangeBaselineParams extends WorkDoneProgressParams {
  uri: string;
  action: BaselineAction;
}

/** Audits a whole file and changes the baseline that it belongs to. */
export const changeBaseline = new RequestType<ChangeBaselineParams, ChangedBaseline, void>(
  'teacherprint/changeBaseline',
);

export interface ExportSubsetParams extends WorkDoneProgressParams {
  uri: string;
  /** Whether samples that a rule is true of stay, or go. */
  mode: SubsetMode;
  /** Such as `leak` or `match,family=claude`; see docs/acting.md. */
  rules: string[];
  /** What becomes of rows that could not be read and that no rule speaks of. */
  unreadable: SubsetMode;
  /** Name of a field for what was found out; null: rows stay as they are, to the byte. */
  annotate: string | null;
  /** Paths of the files to write; `dropped` null: nowhere. */
  kept: string;
  dropped: string | null;
}

/** Writes a dataset's rows into one or two other files. */
export const exportSubset = new RequestType<ExportSubsetParams, SubsetView, void>(
  'teacherprint/exportSubset',
);

export interface FitReferencesParams extends WorkDoneProgressParams {
  /** The dataset that is to be judged. */
  uri: string;
  /** URIs of files with texts by the candidates, labelled as for `train`. */
  references: string[];
}

/** Fits a local profile to references, writes it beside `teacherprint.json`, and names it there for the
 *  dataset. Cancelled, it writes nothing. */
export const fitReferences = new RequestType<FitReferencesParams, FittedReferencesView, void>(
  'teacherprint/fitReferences',
);

/** Checks an address and sends nothing to it. */
export const describeEndpoint = new RequestType<EndpointParams, EndpointView, void>(
  'teacherprint/describeEndpoint',
);

/** Asks an endpoint for its models: what goes there is the key, and no prompt. */
export const listModels = new RequestType<ListModelsParams, ModelView[], void>(
  'teacherprint/listModels',
);

export interface CountPromptsParams extends WorkDoneProgressParams {
  uri: string;
}

/** Reads the prompts of a dataset. */
export const countPrompts = new RequestType<CountPromptsParams, PromptsView, void>(
  'teacherprint/countPrompts',
);

/** Plans what will be asked, and sends nothing. Whatever was prepared before is forgotten. */
export const prepareCollection = new RequestType<PrepareCollectionParams, CollectionView, void>(
  'teacherprint/prepareCollection',
);

export interface CollectParams extends WorkDoneProgressParams {
  collection: string;
  key: KeyParams;
}

/** Asks what was prepared, once. Cancelled, it answers with what there is. */
export const collect = new RequestType<CollectParams, CollectedView, void>('teacherprint/collect');

export interface ChangedBaseline extends BaselineChangeView {
  /** Path of the baseline. */
  path: string;
}
export interface ViewRowsParams {
  /** Names the view, as its client likes; the first request with it opens the file. */
  viewer: string;
  uri: string;
  filter: RowFilter;
  /** Position in the list, from 0. */
  from: number;
  /** At most 200 are given. */
  count: number;
}

/** Lines of a list over a file of any size: its rows, or those that a filter lets pass. */
export const viewRows = new RequestType<ViewRowsParams, RowsView, void>('teacherprint/viewRows');

export interface LocateRowParams {
  viewer: string;
  uri: string;
  filter: RowFilter;
  row: number;
}

/** Position of a row in such a list; null: it is not there, or not known yet. */
export const locateRow = new RequestType<LocateRowParams, number | null, void>(
  'teacherprint/locateRow',
);

export interface ViewerProgressParams {
  viewer: string;
  state: ViewerState;
}

/** Sent while rows are counted, searched or audited, and once more when that has ended. */
export const viewerProgress = new NotificationType<ViewerProgressParams>(
  'teacherprint/viewerProgress',
);

export interface CloseViewerParams {
  viewer: string;
}

/** Closes the file, and stops what is done for this view. */
export const closeViewer = new NotificationType<CloseViewerParams>('teacherprint/closeViewer');

/** The loaded profile; the first answer also says that the server is ready. */
export const describeProfile = new RequestType0<ProfileView, void>('teacherprint/describeProfile');

export type ServerState = 'starting' | 'ready' | 'busy' | 'failed';
export interface StatusParams {
  state: ServerState;
  /** One sentence for the status item. */
  message: string;
}
export const serverStatus = new NotificationType<StatusParams>('teacherprint/status');
