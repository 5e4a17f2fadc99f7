/**
 * Evidence marked in editors. For and against differ in the kind of line, not only in color; a
 * document's marks are dropped when it is edited, since they would then lie about its text.
 */

import * as vscode from 'vscode';
import { sampleScheme } from '../protocol/commands.ts';
import type { ExplanationView } from '../protocol/views.ts';
import { expertWord } from '../protocol/words.ts';

type MarkKind = 'for' | 'against' | 'leak';
type Marks = Record<MarkKind, vscode.DecorationOptions[]>;
type ToRange = (start: number, end: number) => vscode.Range;

export class Highlights implements vscode.Disposable {
  readonly #styles = createStyles();
  readonly #marks = new Map<string, Marks>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        // A tab that comes back is a new editor, without the decorations it had.
        for (const editor of editors) this.#paint(editor);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        // Nobody edits a sample: it changes when another one is to be shown in its place.
        if (document.uri.scheme === sampleScheme) this.#paintAll(document);
        else this.#clear(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#marks.delete(document.uri.toString());
      }),
    );
  }

  show(document: vscode.TextDocument, explanation: ExplanationView, toRange: ToRange): void {
    this.#marks.set(document.uri.toString(), marksOf(explanation, toRange));
    this.#paintAll(document);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const style of Object.values(this.#styles)) style.dispose();
  }

  #clear(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (!this.#marks.has(key)) return;
    this.#marks.set(key, { for: [], against: [], leak: [] });
    this.#paintAll(document);
    this.#marks.delete(key);
  }

  #paintAll(document: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) this.#paint(editor);
    }
  }

  #paint(editor: vscode.TextEditor): void {
    const marks = this.#marks.get(editor.document.uri.toString());
    if (marks === undefined) return;
    for (const kind of ['for', 'against', 'leak'] as const) {
      editor.setDecorations(this.#styles[kind], marks[kind]);
    }
  }
}

function createStyles(): Record<MarkKind, vscode.TextEditorDecorationType> {
  const color = (name: string): vscode.ThemeColor => new vscode.ThemeColor(`teacherprint.${name}`);
  const style = (
    name: string,
    line: string,
    lane: vscode.OverviewRulerLane,
  ): vscode.TextEditorDecorationType =>
    vscode.window.createTextEditorDecorationType({
      backgroundColor: color(`${name}Background`),
      borderStyle: line,
      borderWidth: '0 0 2px 0',
      borderColor: color(`${name}Border`),
      overviewRulerColor: color(`${name}Border`),
      overviewRulerLane: lane,
    });
  return {
    for: style('evidenceFor', 'solid', vscode.OverviewRulerLane.Left),
    against: style('evidenceAgainst', 'dashed', vscode.OverviewRulerLane.Right),
    leak: vscode.window.createTextEditorDecorationType({
      borderStyle: 'dotted',
      borderWidth: '1px',
      borderColor: color('leakBorder'),
      overviewRulerColor: color('leakBorder'),
      overviewRulerLane: vscode.OverviewRulerLane.Center,
    }),
  };
}

function marksOf({ sample, evidence, leaks }: ExplanationView, toRange: ToRange): Marks {
  const family = sample.family ?? 'the family';
  const marks: Marks = { for: [], against: [], leak: [] };
  for (const { start, end, bits, expert } of evidence) {
    const side = bits > 0 ? 'for' : 'against';
    const hover = `${Math.abs(bits).toFixed(2)} bits ${side} ${family} (${expertWord(expert)})`;
    marks[side].push({ range: toRange(start, end), hoverMessage: plain(hover) });
  }
  for (const { start, end, flag, claims } of leaks) {
    const hover = claims === null ? flag : `${flag}: says it is ${claims}`;
    marks.leak.push({ range: toRange(start, end), hoverMessage: plain(hover) });
  }
  return marks;
}

function plain(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(text);
}
