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
    const { sample, text } = explanation;
    const uri = this.#provide({ file, place: placeOf(sample), text });
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

  /** A text that is no sample, beside what is open. */
  async showText(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: sampleScheme, path: `/${name}` });
    this.#keep(uri, text);
    const document = await vscode.workspace.openTextDocument(uri);
    const viewColumn = vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(document, {
      viewColumn,
      preserveFocus: true,
      preview: true,
    });
  }

  /** In VS Code's diff editor, which is titled with files and rows. */
  async compare(left: FileSample, right: FileSample): Promise<void> {
    const file = nameOf(left.file);
    const rest = left.file === right.file ? '' : `${nameOf(right.file)} `;
    const [from, to] = [left, right].map(({ file, explanation: { sample, text } }) => ({
      ...{ file, text },
      place: placeOf(sample),
    })) as [PlacedText, PlacedText];
    await this.diff(from, to, `${file} ${from.place} ↔ ${rest}${to.place}`);
  }

  /** `beside`: the keyboard stays where it is, so that a list of pairs can be walked through. */
  async diff(
    left: PlacedText,
    right: PlacedText,
    title: string,
    place: 'here' | 'beside' = 'here',
  ): Promise<void> {
    const [from, to] = [left, right].map((text) => this.#provide(text));
    const options =
      place === 'here' ? {} : { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    await vscode.commands.executeCommand('vscode.diff', from, to, title, {
      preview: true,
      ...options,
    });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #provide({ file, place, text }: PlacedText): vscode.Uri {
    const uri = documentUri(file, place);
    this.#keep(uri, text);
    return uri;
  }

  #keep(uri: vscode.Uri, text: string): void {
    const isStale = this.#texts.get(uri.toString()) !== text;
    this.#texts.set(uri.toString(), text);
    if (isStale) this.#changes.fire(uri);
  }
}

export interface FileSample {
  /** URI of the dataset. */
  readonly file: string;
  readonly explanation: ExplanationView;
}

export interface PlacedText {
  /** URI of the dataset. */
  readonly file: string;
  /** Where in it, such as "row 7". */
  readonly place: string;
  readonly text: string;
}

/**
 * One document per sample; its path is what the tab shows. Models write Markdown, whose lines VS Code
 * wraps; its preview, which could load pictures, opens only when it is asked for.
 */
function documentUri(file: string, place: string): vscode.Uri {
  const path = `/${nameOf(file)} ${place}.md`;
  return vscode.Uri.from({ scheme: sampleScheme, path, query: file });
}

function nameOf(file: string): string {
  return path.posix.basename(vscode.Uri.parse(file).path);
}

function placeOf({ row, turn }: SampleView): string {
  return turn === null ? `row ${row}` : `row ${row} turn ${turn}`;
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
