/** Samples as documents: their decoded text, read-only, beside the file, with the evidence marked. */

import path from 'node:path';
import * as vscode from 'vscode';
import { sampleScheme } from '../protocol/commands.ts';
import type { ExplanationView, SampleView } from '../protocol/views.ts';
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
  async show(file: string, explanation: ExplanationView): Promise<void> {
    const uri = documentUri(file, explanation.sample);
    const isStale = this.#texts.get(uri.toString()) !== explanation.text;
    this.#texts.set(uri.toString(), explanation.text);
    if (isStale) this.#changes.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: columnBeside(file),
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
function documentUri(file: string, { row, turn }: SampleView): vscode.Uri {
  const name = path.posix.basename(vscode.Uri.parse(file).path);
  const place = turn === null ? `row ${row}` : `row ${row} turn ${turn}`;
  return vscode.Uri.from({ scheme: sampleScheme, path: `/${name} ${place}.md`, query: file });
}

/** Where a sample is shown already, else beside the file. */
function columnBeside(file: string): vscode.ViewColumn {
  const columnOf = (isWanted: (uri: vscode.Uri) => boolean): vscode.ViewColumn | undefined =>
    vscode.window.visibleTextEditors.find(({ document }) => isWanted(document.uri))?.viewColumn;
  const sampleColumn = columnOf(({ scheme }) => scheme === sampleScheme);
  if (sampleColumn !== undefined) return sampleColumn;
  const fileColumn = columnOf((uri) => uri.toString() === file);
  if (fileColumn === undefined) return vscode.ViewColumn.Beside;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- Columns are numbered.
  return fileColumn + 1;
}
