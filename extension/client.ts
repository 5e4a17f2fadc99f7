/** The language server as the rest of the extension sees it: requests, status, restart. */

import * as vscode from 'vscode';
import {
  LanguageClient,
  type NotificationType,
  type RequestParam,
  type RequestType,
  TransportKind,
} from 'vscode-languageclient/node';
import { commands, configFileName } from '../protocol/commands.ts';
import { auditProgress, serverStatus, type StatusParams } from '../protocol/messages.ts';
import type { AuditView } from '../protocol/views.ts';

/** The server reads what is on disk, and what is in an editor; nothing else. */
const documentSelector = ['file', 'untitled'].flatMap((scheme) => [
  { scheme, language: 'jsonl' },
  { scheme, pattern: '**/*.{jsonl,ndjson}' },
]);

export class TeacherprintClient implements vscode.Disposable {
  readonly #client: LanguageClient;
  readonly #status = new vscode.EventEmitter<StatusParams>();
  readonly #progress = new vscode.EventEmitter<AuditView>();
  readonly onStatus = this.#status.event;
  readonly onAuditProgress = this.#progress.event;

  constructor(serverModule: string, log: vscode.LogOutputChannel) {
    const server = { module: serverModule, args: ['lsp'], transport: TransportKind.ipc };
    this.#client = new LanguageClient(
      'teacherprint',
      'Teacherprint',
      { run: server, debug: { ...server, options: { execArgv: ['--inspect=6011'] } } },
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
    this.#forward(serverStatus, this.#status);
    this.#forward(auditProgress, this.#progress);
  }

  async start(): Promise<void> {
    this.#status.fire({ state: 'starting', message: 'Starting the server.' });
    try {
      await this.#client.start();
    } catch (error) {
      this.#status.fire({ state: 'failed', message: `The server did not start: ${String(error)}` });
      throw error;
    }
  }

  async restart(): Promise<void> {
    this.#status.fire({ state: 'starting', message: 'Restarting the server.' });
    await this.#client.restart();
  }

  /** Starts the server if it does not run. */
  async request<P, R>(
    type: RequestType<P, R, void>,
    params: RequestParam<P>,
    token?: vscode.CancellationToken,
  ): Promise<R> {
    if (!this.#client.isRunning()) await this.start();
    return this.#client.sendRequest(type, params, token);
  }

  dispose(): void {
    this.#status.dispose();
    this.#progress.dispose();
    // VS Code ends the process with the extension host anyway; this only lets it end in peace.
    void this.#client.dispose();
  }

  #forward<P>(type: NotificationType<P>, emitter: vscode.EventEmitter<P>): void {
    this.#client.onNotification(type, (params) => {
      emitter.fire(params);
    });
  }
}
