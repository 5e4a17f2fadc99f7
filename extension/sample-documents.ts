/** Samples as documents: their decoded text, read-only, beside the file, with the evidence marked. */

import path from 'node:path';
import * as vscode from 'vscode';
import { sampleScheme } from '../protocol/commands.ts';
import type { ExplainSampleParams } from '../protocol/messages.ts';
import type { ExplanationView } from '../protocol/views.ts';
import type { Highlights } from './highlights.ts';
import { textPositions } from './text-positions.ts';

export class SampleDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #highlights: Highlights;
  readonly #texts = new Map<string, string>();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changes.event;
  readonly #subscriptions: vscode.Disposable;

  constructor(highlights: Highlights) {
    this.#highlights = highlights;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(sampleScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#texts.delete(uri.toString());
      }),
      this.#changes,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? 'Run Teacherprint: Explain Sample again to see it.';
  }

  /** The keyboard stays where it is, so that a list of samples can be walked through. */
  async show(params: ExplainSampleParams, explanation: ExplanationView): Promise<void> {
    const uri = documentUri(params);
    const isStale = this.#texts.get(uri.toString()) !== explanation.text;
    this.#texts.set(uri.toString(), explanation.text);
    if (isStale) this.#changes.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: columnBeside(),
      preserveFocus: true,
      preview: true,
    });
    const positionAt = textPositions(explanation.text);
    this.#highlights.show(document, explanation, (start, end) => {
      const [from, to] = [positionAt(start), positionAt(end)];
      return new vscode.Range(from.line, from.character, to.line, to.character);
    });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

/**
 * One document per sample; its path is what the tab shows. Models write Markdown, whose lines VS Code
 * wraps; its preview, which could load pictures, opens only when it is asked for.
 */
function documentUri({ uri, row, turn }: ExplainSampleParams): vscode.Uri {
  const file = path.posix.basename(vscode.Uri.parse(uri).path);
  const place = turn === null ? `row ${row}` : `row ${row} turn ${turn}`;
  return vscode.Uri.from({ scheme: sampleScheme, path: `/${file} ${place}.md`, query: uri });
}

/** Where a sample is shown already, else beside the file. */
function columnBeside(): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.scheme === sampleScheme,
  );
  return shown?.viewColumn ?? vscode.ViewColumn.Beside;
}
