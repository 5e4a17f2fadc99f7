/** A tab that shows an audit: its page, what it was told last, and the audit that runs in it. */

import * as vscode from 'vscode';
import type { Task } from './connection.ts';
import { messageOf } from './tell.ts';
import { showPage, type WebviewPage } from './webview-page.ts';

interface AuditState {
  readonly progress: { readonly percentage: number; readonly message: string } | null;
  readonly failure: string | null;
}

export interface AuditTabOptions<State, Message extends { kind: string }> {
  readonly viewType: string;
  readonly title: string;
  readonly page: WebviewPage;
  readonly extensionUri: vscode.Uri;
  readonly state: State;
  /** What the page sent; null: nothing of ours. */
  readonly parse: (message: unknown) => Message | null;
  /** What the page asks for that concerns more than itself. */
  readonly onRequest: (request: Exclude<Message, { kind: 'ready' }>) => void;
}

export class AuditTab<State extends AuditState, Message extends { kind: string }>
  implements vscode.Disposable
{
  readonly #panel: vscode.WebviewPanel;
  readonly onDidDispose: vscode.Event<void>;
  #state: State;
  #running: vscode.CancellationTokenSource | null = null;

  constructor({ viewType, title, page, state, ...options }: AuditTabOptions<State, Message>) {
    this.#state = state;
    const { extensionUri, parse, onRequest } = options;
    this.#panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    const { webview } = this.#panel;
    this.#panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media/icon.svg');
    this.onDidDispose = this.#panel.onDidDispose;
    webview.onDidReceiveMessage((sent: unknown) => {
      const message = parse(sent);
      if (message?.kind === 'ready') this.#post();
      else if (message !== null) onRequest(message as Exclude<Message, { kind: 'ready' }>);
    });
    this.#panel.onDidDispose(() => this.#running?.cancel());
    showPage(webview, extensionUri, page);
  }

  get state(): State {
    return this.#state;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Whether an audit goes on is not asked here: the server ends it as it can. */
  cancel(): void {
    this.#running?.cancel();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  change(part: Partial<State>): void {
    this.#state = { ...this.#state, ...part };
    this.#post();
  }

  /** Shows what `audit` finds, and before that how far it is. Ends the audit that runs, if one does. */
  protected async show(audit: (task: Task) => Promise<Partial<State>>): Promise<void> {
    this.cancel();
    const source = new vscode.CancellationTokenSource();
    const { token } = source;
    this.#running = source;
    const changeOwn = (part: Partial<AuditState>): void => {
      if (this.#running === source) this.change(part as Partial<State>);
    };
    changeOwn({ progress: { percentage: 0, message: '' }, failure: null });
    try {
      const onProgress: Task['onProgress'] = ({ percentage = 0, message = '' }) =>
        changeOwn({ progress: { percentage, message } });
      changeOwn(await audit({ token, onProgress }));
    } catch (error) {
      if (token.isCancellationRequested) return;
      changeOwn({ failure: messageOf(error) });
      throw error;
    } finally {
      changeOwn({ progress: null });
      if (this.#running === source) this.#running = null;
      source.dispose();
    }
  }

  #post(): void {
    // Resolves to false where the page is hidden; it asks anew when it comes back.
    void this.#panel.webview.postMessage({ kind: 'state', state: this.#state });
  }
}
