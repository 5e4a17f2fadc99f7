/** One audit of request logs, and the tab that shows it: its page, what it was told last, and what it asks for. */

import path from 'node:path';
import * as vscode from 'vscode';
import type { LogField } from '../protocol/campaign.ts';
import type { FromCampaignPage, LogAuditState, ToCampaignPage } from '../protocol/campaign-page.ts';
import type { GivenMapping } from '../protocol/log-audit.ts';
import { campaignsViewType } from '../protocol/commands.ts';
import { parseCampaignMessage } from './campaign-message.ts';
import type { TeacherprintClient } from './client.ts';
import { messageOf } from './tell.ts';
import { showPage } from './webview-page.ts';

const page = {
  title: 'Teacherprint campaigns',
  style: 'media/campaign/campaign.css',
  script: 'dist/campaign-page.js',
};

/** What the page asks for that concerns more than itself. */
export type LogPageRequest = Exclude<FromCampaignPage, { kind: 'ready' }>;

export interface LogAuditOptions {
  readonly uris: readonly vscode.Uri[];
  readonly extensionUri: vscode.Uri;
  readonly client: TeacherprintClient;
  /** Secret of the pseudonyms; undefined: another one in each audit. */
  readonly pseudonymKey: () => Thenable<string | undefined>;
  readonly onRequest: (request: LogPageRequest) => void;
}

export class LogAudit implements vscode.Disposable {
  readonly #options: LogAuditOptions;
  readonly #panel: vscode.WebviewPanel;
  readonly onDidDispose: vscode.Event<void>;
  #state: LogAuditState;
  #running: vscode.CancellationTokenSource | null = null;

  constructor(options: LogAuditOptions) {
    this.#options = options;
    const names = options.uris.map((uri) => path.posix.basename(uri.path));
    this.#state = {
      names,
      progress: null,
      audit: null,
      mapping: {},
      hasLastingPseudonyms: false,
      failure: null,
    };
    const title = `Campaigns: ${names.length === 1 ? names[0]! : `${names.length} logs`}`;
    this.#panel = vscode.window.createWebviewPanel(
      campaignsViewType,
      title,
      vscode.ViewColumn.Active,
      { enableFindWidget: true },
    );
    const { webview } = this.#panel;
    this.#panel.iconPath = vscode.Uri.joinPath(options.extensionUri, 'media/icon.svg');
    this.onDidDispose = this.#panel.onDidDispose;
    webview.onDidReceiveMessage((message: unknown) => {
      const request = parseCampaignMessage(message);
      if (request?.kind === 'ready') this.#post();
      else if (request !== null) options.onRequest(request);
    });
    this.#panel.onDidDispose(() => this.#running?.cancel());
    showPage(webview, options.extensionUri, page);
  }

  get uris(): readonly vscode.Uri[] {
    return this.#options.uris;
  }

  get state(): LogAuditState {
    return this.#state;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** From the next audit on. Undefined: detect it; null: the log has no such field. */
  correct(field: LogField, given: string | null | undefined): void {
    const others = Object.entries(this.#state.mapping).filter(([name]) => name !== field);
    const own = given === undefined ? [] : [[field, given]];
    this.#change({ mapping: Object.fromEntries([...others, ...own]) as GivenMapping });
  }

  /** Ends the audit that runs, if one does. */
  async run(): Promise<void> {
    this.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#running = source;
    this.#change({ progress: { percentage: 0, message: '' }, failure: null });
    try {
      await this.#request(source.token);
    } catch (error) {
      if (this.#running === source) this.#change({ failure: messageOf(error) });
      throw error;
    } finally {
      if (this.#running === source) {
        this.#running = null;
        this.#change({ progress: null });
      }
      source.dispose();
    }
  }

  /** The server answers with what it read until then. */
  cancel(): void {
    this.#running?.cancel();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #request(token: vscode.CancellationToken): Promise<void> {
    const { uris, client, pseudonymKey } = this.#options;
    const key = (await pseudonymKey()) ?? null;
    const server = await client.connection();
    const params = {
      uris: uris.map(String),
      mapping: this.#state.mapping,
      pseudonymKey: key,
    };
    const isCurrent = (): boolean => this.#running?.token === token;
    const audit = await server.auditLogs(params, {
      token,
      onProgress: ({ percentage = 0, message = '' }) => {
        if (isCurrent()) this.#change({ progress: { percentage, message } });
      },
    });
    if (isCurrent()) this.#change({ audit, hasLastingPseudonyms: key !== null });
  }

  #change(part: Partial<LogAuditState>): void {
    this.#state = { ...this.#state, ...part };
    this.#post();
  }

  #post(): void {
    const message: ToCampaignPage = { kind: 'state', state: this.#state };
    // Resolves to false where the page is hidden; it asks anew when it comes back.
    void this.#panel.webview.postMessage(message);
  }
}
