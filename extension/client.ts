/** The language server as the rest of the extension sees it: connected when needed, and its news. */

import * as vscode from 'vscode';
import type { StatusParams } from '../protocol/messages.ts';
import type { AuditView } from '../protocol/views.ts';
import type { Connection } from './connection.ts';

export class TeacherprintClient implements vscode.Disposable {
  readonly #serverModule: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #status = new vscode.EventEmitter<StatusParams>();
  readonly #auditProgress = new vscode.EventEmitter<AuditView>();
  readonly onStatus = this.#status.event;
  readonly onAuditProgress = this.#auditProgress.event;
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

  async restart(): Promise<void> {
    const connection = await this.connection();
    this.#status.fire({ state: 'starting', message: 'Restarting the server.' });
    await connection.restart();
  }

  dispose(): void {
    this.#status.dispose();
    this.#auditProgress.dispose();
    // VS Code ends the process with the extension host anyway; this lets it end in peace.
    void this.#connection?.then((connection) => connection.dispose());
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
    });
  }
}
