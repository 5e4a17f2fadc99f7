/** The language server as the rest of the extension sees it: connected when needed, and its news. */

import * as vscode from 'vscode';
import type { StatusParams, ViewerProgressParams } from '../protocol/messages.ts';
import type { AuditView } from '../protocol/views.ts';
import type { Connection } from './connection.ts';
import { tellTrouble } from './tell.ts';

export class TeacherprintClient implements vscode.Disposable {
  readonly #serverModule: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #status = new vscode.EventEmitter<StatusParams>();
  readonly #auditProgress = new vscode.EventEmitter<AuditView>();
  readonly #viewerProgress = new vscode.EventEmitter<ViewerProgressParams>();
  readonly onStatus = this.#status.event;
  readonly onAuditProgress = this.#auditProgress.event;
  readonly onViewerProgress = this.#viewerProgress.event;
  #connection: Promise<Connection> | null = null;

  constructor(serverModule: string, log: vscode.LogOutputChannel) {
    this.#serverModule = serverModule;
    this.#log = log;
  }

  /** Starts the server if there is none. After a failure, the next caller tries again. */
  connection(): Promise<Connection> {
    this.#connection ??= this.#connect().catch((error: unknown) => {
      this.#connection = null;
      this.#status.fire({ state: 'failed', message: `The server did not start: ${String(error)}` });
      throw error;
    });
    return this.#connection;
  }

  /** A new server, whatever became of the one before. */
  async restart(): Promise<void> {
    const previous = this.#connection;
    this.#connection = null;
    await end(previous);
    await this.connection();
  }

  dispose(): void {
    this.#status.dispose();
    this.#auditProgress.dispose();
    this.#viewerProgress.dispose();
    // VS Code ends the process with the extension host anyway; this lets it end in peace.
    void end(this.#connection);
  }

  async #connect(): Promise<Connection> {
    this.#status.fire({ state: 'starting', message: 'Starting the server.' });
    const { connect } = await import('./connection.ts');
    return connect({
      serverModule: this.#serverModule,
      log: this.#log,
      onStatus: (status) => {
        this.#status.fire(status);
      },
      onAuditProgress: (audit) => {
        this.#auditProgress.fire(audit);
      },
      onViewerProgress: (progress) => {
        this.#viewerProgress.fire(progress);
      },
      onCrash: ({ restarts }) => {
        const what = restarts ? 'It is started again.' : 'Run Restart Server to start it again.';
        const message = `The language server ended unexpectedly. ${what}`;
        this.#status.fire({ state: restarts ? 'starting' : 'failed', message });
        tellTrouble(this.#log, message);
      },
    });
  }
}

async function end(connection: Promise<Connection> | null): Promise<void> {
  try {
    await (await connection)?.dispose();
  } catch {
    // It never started, or crashed: there is nothing to end.
  }
}
