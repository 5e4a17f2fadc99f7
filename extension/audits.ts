/** One audit at a time: what it has found goes to the panel while it runs and after it ended. */

import * as vscode from 'vscode';
import { panelViewId } from '../protocol/commands.ts';
import type { AuditView } from '../protocol/views.ts';
import type { TeacherprintClient } from './client.ts';
import type { Panel } from './panel.ts';
import { messageOf, tellTrouble } from './tell.ts';

interface RunningAudit {
  readonly uri: string;
  readonly source: vscode.CancellationTokenSource;
}

export class Audits implements vscode.Disposable {
  readonly #client: TeacherprintClient;
  readonly #panel: Panel;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscription: vscode.Disposable;
  #running: RunningAudit | null = null;
  #last: AuditView | null = null;

  constructor(client: TeacherprintClient, panel: Panel, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#client = client;
    this.#panel = panel;
    this.#subscription = client.onAuditProgress((audit) => {
      if (audit.uri === this.#running?.uri) this.#show(audit);
    });
  }

  /** What the panel shows. */
  get last(): AuditView | null {
    return this.#last;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Ends the audit that runs, if one does. Null: canceled or failed, and the user knows. */
  async run(uri: vscode.Uri): Promise<AuditView | null> {
    this.cancel();
    const source = new vscode.CancellationTokenSource();
    const running = { uri: uri.toString(), source };
    this.#setRunning(running);
    try {
      await this.#panel.reveal();
      const location = { viewId: panelViewId };
      return await vscode.window.withProgress({ location }, () => this.#request(running));
    } finally {
      if (this.#running === running) this.#setRunning(null);
      source.dispose();
    }
  }

  /** Keeps what was found until now; the panel says that it is not everything. */
  cancel(): void {
    const running = this.#running;
    if (running === null) return;
    this.#setRunning(null);
    running.source.cancel();
    if (!this.#keepPart(running)) {
      this.#panel.show({ kind: 'failed', message: 'Canceled before anything was read.' });
    }
  }

  dispose(): void {
    this.#running?.source.cancel();
    this.#subscription.dispose();
  }

  async #request(running: RunningAudit): Promise<AuditView | null> {
    const { uri, source } = running;
    try {
      const server = await this.#client.connection();
      const audit = await server.auditDataset({ uri, field: null }, source.token);
      if (this.#running === running) this.#show(audit);
      return audit.state === 'complete' ? audit : null;
    } catch (error) {
      if (!source.token.isCancellationRequested) this.#fail(running, error);
      return null;
    }
  }

  #show(audit: AuditView): void {
    this.#last = audit;
    this.#panel.show({ kind: 'audit', audit });
  }

  #fail(running: RunningAudit, error: unknown): void {
    this.#keepPart(running);
    const message = `This file could not be audited: ${messageOf(error)}`;
    this.#panel.show({ kind: 'failed', message });
    tellTrouble(this.#log, message);
  }

  /** False: there is nothing to keep. */
  #keepPart({ uri }: RunningAudit): boolean {
    if (this.#last?.uri !== uri || this.#last.state !== 'partial') return false;
    this.#show({ ...this.#last, state: 'cancelled' });
    return true;
  }

  #setRunning(running: RunningAudit | null): void {
    this.#running = running;
    // Only enables and disables *Cancel Audit*, which nothing waits for.
    void vscode.commands.executeCommand('setContext', 'teacherprint.isAuditing', running !== null);
  }
}
