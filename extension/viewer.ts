/** The dataset viewer: a custom editor for files of any size, of which it holds nothing but the page. */

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { datasetViewType } from '../protocol/commands.ts';
import type { FromViewer, SamplePlace, ToViewer } from '../protocol/viewer.ts';
import type { TeacherprintClient } from './client.ts';
import { messageOf } from './tell.ts';
import { parseViewerMessage } from './viewer-message.ts';
import { showPage } from './webview-page.ts';

const page = {
  title: 'Teacherprint dataset viewer',
  styles: ['media/viewer/viewer.css'],
  script: 'dist/viewer.js',
};

/** What one view asks for that concerns more than itself. */
export interface ViewerRequest {
  readonly uri: string;
  readonly request: Exclude<FromViewer, { kind: 'ready' | 'rows' | 'locate' | 'reload' }>;
}

interface View {
  readonly uri: string;
  readonly panel: vscode.WebviewPanel;
}

export class DatasetViewers implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #client: TeacherprintClient;
  readonly #subscriptions: vscode.Disposable;
  readonly #requests = new vscode.EventEmitter<ViewerRequest>();
  readonly onRequest = this.#requests.event;
  /** By the name that the server knows them by. */
  readonly #views = new Map<string, View>();
  /** Rows to go to in files whose pages are not there yet. */
  readonly #wantedRows = new Map<string, number>();
  #selected: SamplePlace | null = null;

  constructor(extensionUri: vscode.Uri, client: TeacherprintClient) {
    this.#extensionUri = extensionUri;
    this.#client = client;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.registerCustomEditorProvider(datasetViewType, this, {
        supportsMultipleEditorsPerDocument: true,
      }),
      client.onViewerProgress(({ viewer, state }) => {
        this.#post(viewer, { kind: 'state', state });
      }),
      this.#requests,
    );
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const name = randomUUID();
    this.#views.set(name, { uri: uri.toString(), panel });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const request = parseViewerMessage(message);
      if (request !== null) void this.#answer(name, request);
    });
    panel.onDidDispose(() => {
      this.#views.delete(name);
      void this.#close(name);
    });
    showPage(panel.webview, this.#extensionUri, page);
  }

  /** Whether one of its views is in front. */
  isShown(uri: vscode.Uri): boolean {
    const file = uri.toString();
    return [...this.#views.values()].some((view) => view.uri === file && view.panel.visible);
  }

  /** Opens the viewer, or brings the one that is open to the front, at a row if there is one. */
  async open(uri: vscode.Uri, row: number | null, column?: vscode.ViewColumn): Promise<void> {
    const file = uri.toString();
    const known = [...this.#views].find(([, view]) => view.uri === file);
    if (row !== null && known === undefined) this.#wantedRows.set(file, row);
    if (known === undefined) {
      await vscode.commands.executeCommand('vscode.openWith', uri, datasetViewType, column);
      return;
    }
    const [name, { panel }] = known;
    panel.reveal();
    if (row !== null) this.#post(name, { kind: 'go-to-row', row });
  }

  /** Which sample the next one is compared with: every view marks it. */
  showSelected(sample: SamplePlace | null): void {
    this.#selected = sample;
    for (const name of this.#views.keys()) this.#post(name, { kind: 'selected', sample });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #answer(name: string, request: FromViewer): Promise<void> {
    const view = this.#views.get(name);
    if (view === undefined) return;
    const { uri } = view;
    switch (request.kind) {
      case 'ready':
        this.#welcome(name, uri);
        break;
      case 'rows': {
        const { id, filter, from, count } = request;
        await this.#try(name, id, async () => {
          const server = await this.#client.connection();
          const rows = await server.viewRows({ viewer: name, uri, filter, from, count });
          this.#post(name, { kind: 'rows', id, view: rows });
        });
        break;
      }
      case 'locate': {
        const { filter, row } = request;
        await this.#try(name, null, async () => {
          const server = await this.#client.connection();
          const position = await server.locateRow({ viewer: name, uri, filter, row });
          this.#post(name, { kind: 'located', row, position });
        });
        break;
      }
      case 'reload':
        await this.#close(name);
        this.#welcome(name, uri);
        break;
      case 'open-sample':
      case 'explain':
      case 'compare':
      case 'compare-pair':
      case 'choose-field':
      case 'audit':
      case 'cancel':
        this.#requests.fire({ uri, request });
    }
  }

  #welcome(name: string, uri: string): void {
    this.#post(name, { kind: 'open', uri, name: path.posix.basename(vscode.Uri.parse(uri).path) });
    this.#post(name, { kind: 'selected', sample: this.#selected });
    const row = this.#wantedRows.get(uri);
    this.#wantedRows.delete(uri);
    if (row !== undefined) this.#post(name, { kind: 'go-to-row', row });
  }

  /** What goes wrong is told where it was asked for. */
  async #try(name: string, id: number | null, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#post(name, { kind: 'failed', id, message: messageOf(error) });
    }
  }

  async #close(name: string): Promise<void> {
    try {
      await (await this.#client.connection()).closeViewer({ viewer: name });
    } catch {
      // A server that is gone has closed everything.
    }
  }

  #post(name: string, message: ToViewer): void {
    // Resolves to false where the page is gone; it asks anew when it comes back.
    void this.#views.get(name)?.panel.webview.postMessage(message);
  }
}
