/** One audit at a time: what it has found goes to the panel while it runs and after it ended. */

import * as vscode from 'vscode';
import type { AuditView } from '../protocol/views.ts';
import type { TeacherprintClient } from './client.ts';
import type { Panel } from './panel.ts';

interface RunningAudit {
  readonly uri: string;
  readonly source: vscode.CancellationTokenSource;
  report: (audit: AuditView) => void;
}

export class Audits implements vscode.Disposable {
  readonly #client: TeacherprintClient;
  readonly #panel: Panel;
  readonly #subscription: vscode.Disposable;
  #running: RunningAudit | null = null;
  #last: AuditView | null = null;

  constructor(client: TeacherprintClient, panel: Panel) {
    this.#client = client;
    this.#panel = panel;
    this.#subscription = client.onAuditProgress((audit) => {
      if (audit.uri !== this.#running?.uri) return;
      this.#running.report(audit);
      this.#show(audit);
    });
  }

  /** What the panel shows. */
  get last(): AuditView | null {
    return this.#last;
  }

  /** Ends the audit that runs, if one does. Null: canceled or failed, and the user knows. */
  async run(uri: vscode.Uri): Promise<AuditView | null> {
    this.cancel();
    const source = new vscode.CancellationTokenSource();
    const running = { uri: uri.toString(), source, report: () => undefined };
    this.#setRunning(running);
    await this.#panel.reveal();
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: `Auditing ${vscode.workspace.asRelativePath(uri)}`,
      cancellable: true,
    };
    try {
      return await vscode.window.withProgress(options, async (progress, token) => {
        token.onCancellationRequested(() => {
          this.cancel();
        });
        return this.#request(running, progress);
      });
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
    if (this.#last?.uri === running.uri && this.#last.state === 'partial') {
      this.#show({ ...this.#last, state: 'cancelled' });
    } else {
      this.#panel.show({ kind: 'failed', message: 'Canceled before anything was read.' });
    }
  }

  dispose(): void {
    this.#running?.source.cancel();
    this.#subscription.dispose();
  }

  async #request(
    running: RunningAudit,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
  ): Promise<AuditView | null> {
    const { uri, source } = running;
    running.report = reporter(progress);
    try {
      const server = await this.#client.connection();
      const audit = await server.auditDataset({ uri, field: null }, source.token);
      if (this.#running === running) this.#show(audit);
      return audit.state === 'complete' ? audit : null;
    } catch (error) {
      if (!source.token.isCancellationRequested) this.#fail(error);
      return null;
    }
  }

  #show(audit: AuditView): void {
    this.#last = audit;
    this.#panel.show({ kind: 'audit', audit });
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#panel.show({ kind: 'failed', message });
    // Not awaited: the message may stay open for as long as the user likes.
    void vscode.window.showErrorMessage(`Teacherprint could not audit this file: ${message}`);
  }

  #setRunning(running: RunningAudit | null): void {
    this.#running = running;
    // Only enables and disables *Cancel Audit*, which nothing waits for.
    void vscode.commands.executeCommand('setContext', 'teacherprint.isAuditing', running !== null);
  }
}

function reporter(
  progress: vscode.Progress<{ message?: string; increment?: number }>,
): (audit: AuditView) => void {
  let percentDone = 0;
  return ({ bytesDone, bytesTotal, coverage }) => {
    const message = `${coverage.rows.toLocaleString('en')} rows`;
    const percent = bytesTotal === null ? 0 : (100 * bytesDone) / Math.max(1, bytesTotal);
    progress.report({ message, increment: Math.max(0, percent - percentDone) });
    percentDone = percent;
  };
}
