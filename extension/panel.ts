/** The side panel's frame: its page, what the page was told last, and what it asks for. */

import * as vscode from 'vscode';
import { panelViewId } from '../protocol/commands.ts';
import type { FromPanel, ToPanel } from '../protocol/panel.ts';
import { parsePanelMessage } from './panel-message.ts';
import { showPage } from './webview-page.ts';

const page = {
  title: 'Teacherprint audit',
  styles: ['media/panel.css'],
  script: 'dist/panel.js',
};

export class Panel implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #registration: vscode.Disposable;
  readonly #requests = new vscode.EventEmitter<FromPanel>();
  readonly onRequest = this.#requests.event;
  #view: vscode.WebviewView | null = null;
  /** The last message of each kind: a page that was hidden is told again. */
  readonly #told = new Map<ToPanel['kind'], ToPanel>();

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
    this.#registration = vscode.window.registerWebviewViewProvider(panelViewId, this);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.onDidReceiveMessage((message: unknown) => {
      this.#receive(message);
    });
    view.onDidDispose(() => {
      this.#view = null;
    });
    showPage(view.webview, this.#extensionUri, page);
  }

  /** A panel that was open before is shown without taking the keyboard from the editor. */
  async reveal(): Promise<void> {
    if (this.#view === null) await vscode.commands.executeCommand(`${panelViewId}.focus`);
    else this.#view.show(true);
  }

  show(message: ToPanel): void {
    if (message.kind === 'audit') {
      // A failure says something about the last audit only, evidence about its file.
      this.#told.delete('failed');
      const told = this.#told.get('explanation');
      if (told?.kind === 'explanation' && told.uri !== message.audit.uri)
        this.#told.delete('explanation');
    }
    this.#told.set(message.kind, message);
    this.#post(message);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#requests.dispose();
  }

  #receive(message: unknown): void {
    const request = parsePanelMessage(message);
    if (request === null) return;
    if (request.kind !== 'ready') {
      this.#requests.fire(request);
      return;
    }
    for (const told of this.#told.values()) this.#post(told);
  }

  #post(message: ToPanel): void {
    // Resolves to false where the page is gone; it is told again when it comes back.
    void this.#view?.webview.postMessage(message);
  }
}
