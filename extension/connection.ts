/**
 * The connection to the language server. The only importer of `vscode-languageclient`, which takes
 * most of the time that this extension needs to load; so this file is loaded after activation.
 */

import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorCodes,
  type ErrorHandler,
  LanguageClient,
  ResponseError,
  TransportKind,
  WorkDoneProgress,
} from 'vscode-languageclient/node';
import {
  baselineFileName,
  commands,
  configFileName,
  ignoreFileName,
} from '../protocol/commands.ts';
import type * as collecting from '../protocol/collecting.ts';
import * as logAudit from '../protocol/log-audit.ts';
import * as messages from '../protocol/messages.ts';
import * as studentAudit from '../protocol/student-audit.ts';
import type { RowsView } from '../protocol/viewer.ts';
import type {
  AuditView,
  ExplanationView,
  FittedReferencesView,
  SubsetView,
} from '../protocol/views.ts';

export interface Connection {
  auditDataset(params: messages.AuditParams, token: vscode.CancellationToken): Promise<AuditView>;
  explainSample(params: messages.ExplainSampleParams): Promise<ExplanationView>;
  scoreText(params: messages.ScoreTextParams): Promise<ExplanationView>;
  exportReport(
    params: Omit<messages.ExportReportParams, 'workDoneToken'>,
    task: Task,
  ): Promise<void>;
  setField(params: messages.SetFieldParams): Promise<void>;
  changeBaseline(
    params: messages.ChangeBaselineParams,
    task: Task,
  ): Promise<messages.ChangedBaseline>;
  exportSubset(params: messages.ExportSubsetParams, task: Task): Promise<SubsetView>;
  fitReferences(params: messages.FitReferencesParams, task: Task): Promise<FittedReferencesView>;
  describeEndpoint(params: collecting.EndpointParams): Promise<collecting.EndpointView>;
  listModels(params: collecting.ListModelsParams): Promise<collecting.ModelView[]>;
  countPrompts(params: messages.CountPromptsParams, task: Task): Promise<collecting.PromptsView>;
  prepareCollection(params: collecting.PrepareCollectionParams): Promise<collecting.CollectionView>;
  collect(params: messages.CollectParams, task: Task): Promise<collecting.CollectedView>;
  auditLogs(params: logAudit.AuditLogsParams, task: Task): Promise<logAudit.LogAuditView>;
  exportCampaigns(params: logAudit.ExportCampaignsParams): Promise<void>;
  auditStudent(
    params: Omit<studentAudit.AuditStudentParams, 'workDoneToken'>,
    task: Task,
  ): Promise<studentAudit.StudentAuditView>;
  describeAnswers(params: studentAudit.DescribeAnswersParams): Promise<studentAudit.AnswersView>;
  readAnswer(params: studentAudit.ReadAnswerParams): Promise<studentAudit.AnswerView>;
  exportStudentAudit(params: studentAudit.ExportStudentAuditParams): Promise<void>;
  viewRows(params: messages.ViewRowsParams): Promise<RowsView>;
  locateRow(params: messages.LocateRowParams): Promise<number | null>;
  closeViewer(params: messages.CloseViewerParams): Promise<void>;
  dispose(): Promise<void>;
}

/** Of a request that takes a while. */
export interface Task {
  readonly token: vscode.CancellationToken;
  readonly onProgress: (progress: { percentage?: number; message?: string }) => void;
}

export interface ConnectionOptions {
  readonly serverModule: string;
  readonly log: vscode.LogOutputChannel;
  readonly onStatus: (status: messages.StatusParams) => void;
  readonly onAuditProgress: (audit: AuditView) => void;
  readonly onViewerProgress: (progress: messages.ViewerProgressParams) => void;
  /** The server ended without being asked to; after several times in a row it stays that way. */
  readonly onCrash: (crash: { restarts: boolean }) => void;
}

/** The server reads what is on disk, and what is in an editor; nothing else. */
const documentSelector = ['file', 'untitled'].flatMap((scheme) => [
  { scheme, language: 'jsonl' },
  { scheme, pattern: '**/*.{jsonl,ndjson}' },
]);

export async function connect(options: ConnectionOptions): Promise<Connection> {
  const client = createClient(options);
  client.onNotification(messages.serverStatus, options.onStatus);
  client.onNotification(messages.auditProgress, options.onAuditProgress);
  client.onNotification(messages.viewerProgress, options.onViewerProgress);
  await client.start();
  let tasks = 0;
  const runTask = async <T>(
    { onProgress }: Task,
    request: (workDoneToken: string) => Promise<T>,
  ): Promise<T> => {
    const workDoneToken = `teacherprint-${tasks++}`;
    const progress = client.onProgress(WorkDoneProgress.type, workDoneToken, onProgress);
    try {
      return await answerOf(request(workDoneToken));
    } finally {
      progress.dispose();
    }
  };
  return {
    auditDataset: (params, token) =>
      answerOf(client.sendRequest(messages.auditDataset, params, token)),
    explainSample: (params) => answerOf(client.sendRequest(messages.explainSample, params)),
    scoreText: (params) => answerOf(client.sendRequest(messages.scoreText, params)),
    exportReport: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(messages.exportReport, { ...params, workDoneToken }, task.token),
      ),
    setField: (params) => answerOf(client.sendRequest(messages.setField, params)),
    changeBaseline: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(messages.changeBaseline, { ...params, workDoneToken }, task.token),
      ),
    exportSubset: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(messages.exportSubset, { ...params, workDoneToken }, task.token),
      ),
    fitReferences: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(messages.fitReferences, { ...params, workDoneToken }, task.token),
      ),
    describeEndpoint: (params) => answerOf(client.sendRequest(messages.describeEndpoint, params)),
    listModels: (params) => answerOf(client.sendRequest(messages.listModels, params)),
    countPrompts: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(messages.countPrompts, { ...params, workDoneToken }, task.token),
      ),
    prepareCollection: (params) => answerOf(client.sendRequest(messages.prepareCollection, params)),
    collect: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(messages.collect, { ...params, workDoneToken }, task.token),
      ),
    auditLogs: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(logAudit.auditLogs, { ...params, workDoneToken }, task.token),
      ),
    exportCampaigns: (params) => answerOf(client.sendRequest(logAudit.exportCampaigns, params)),
    auditStudent: (params, task) =>
      runTask(task, (workDoneToken) =>
        client.sendRequest(studentAudit.auditStudent, { ...params, workDoneToken }, task.token),
      ),
    describeAnswers: (params) => answerOf(client.sendRequest(studentAudit.describeAnswers, params)),
    readAnswer: (params) => answerOf(client.sendRequest(studentAudit.readAnswer, params)),
    exportStudentAudit: (params) =>
      answerOf(client.sendRequest(studentAudit.exportStudentAudit, params)),
    viewRows: (params) => answerOf(client.sendRequest(messages.viewRows, params)),
    locateRow: (params) => answerOf(client.sendRequest(messages.locateRow, params)),
    closeViewer: (params) => client.sendNotification(messages.closeViewer, params),
    dispose: () => client.dispose(),
  };
}

function createClient({ serverModule, log, onCrash }: ConnectionOptions): LanguageClient {
  const server = { module: serverModule, args: ['lsp'], transport: TransportKind.ipc };
  const inspected = { ...server, options: { execArgv: ['--inspect=6011'] } };
  const client: LanguageClient = new LanguageClient(
    'teacherprint',
    'Teacherprint',
    { run: server, debug: inspected },
    {
      documentSelector,
      outputChannel: log,
      diagnosticCollectionName: 'teacherprint',
      initializationOptions: { clientCommands: Object.values(commands) },
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher(
          `**/{${[configFileName, ignoreFileName, baselineFileName].join(',')}}`,
        ),
      },
      errorHandler: {
        error: (error, message, count) => usual.error(error, message, count),
        closed: async () => {
          const result = await usual.closed();
          onCrash({ restarts: result.action === CloseAction.Restart });
          return { ...result, handled: true };
        },
      },
    },
  );
  const usual: ErrorHandler = client.createDefaultErrorHandler();
  return client;
}

/** A server that ends leaves its requests without an answer; the words for that are ours. */
async function answerOf<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    const isLost =
      error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected;
    throw isLost
      ? new Error('the language server ended before it answered', { cause: error })
      : error;
  }
}
