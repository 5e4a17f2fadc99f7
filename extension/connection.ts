/**
 * The connection to the language server. The only importer of `vscode-languageclient`, which takes
 * most of the time that this extension needs to load; so this file is loaded after activation.
 */

import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { commands, configFileName } from '../protocol/commands.ts';
import * as messages from '../protocol/messages.ts';
import type { AuditView, ExplanationView } from '../protocol/views.ts';

export interface Connection {
  auditDataset(params: messages.AuditParams, token: vscode.CancellationToken): Promise<AuditView>;
  explainSample(params: messages.ExplainSampleParams): Promise<ExplanationView>;
  scoreText(params: messages.ScoreTextParams): Promise<ExplanationView>;
  setField(params: messages.SetFieldParams): Promise<void>;
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

export interface ConnectionOptions {
  readonly serverModule: string;
  readonly log: vscode.LogOutputChannel;
  readonly onStatus: (status: messages.StatusParams) => void;
  readonly onAuditProgress: (audit: AuditView) => void;
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
  await client.start();
  return {
    auditDataset: (params, token) => client.sendRequest(messages.auditDataset, params, token),
    explainSample: (params) => client.sendRequest(messages.explainSample, params),
    scoreText: (params) => client.sendRequest(messages.scoreText, params),
    setField: (params) => client.sendRequest(messages.setField, params),
    restart: () => client.restart(),
    dispose: () => client.dispose(),
  };
}

function createClient({ serverModule, log }: ConnectionOptions): LanguageClient {
  const server = { module: serverModule, args: ['lsp'], transport: TransportKind.ipc };
  const inspected = { ...server, options: { execArgv: ['--inspect=6011'] } };
  return new LanguageClient(
    'teacherprint',
    'Teacherprint',
    { run: server, debug: inspected },
    {
      documentSelector,
      outputChannel: log,
      diagnosticCollectionName: 'teacherprint',
      initializationOptions: { clientCommands: Object.values(commands) },
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher(`**/${configFileName}`),
      },
    },
  );
}
