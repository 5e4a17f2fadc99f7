/** *Explain Sample* and *Score Selection*: one text, its verdict in the panel, its evidence marked. */

import * as vscode from 'vscode';
import type { ExplainSampleParams } from '../protocol/messages.ts';
import { isDataset } from './datasets.ts';
import type { Parts } from './parts.ts';

export async function explainSample(
  { client, panel, samples }: Parts,
  { uri, row, turn }: ExplainSampleParams,
): Promise<void> {
  const params = { uri, row, turn };
  const explanation = await (await client.connection()).explainSample(params);
  panel.show({ kind: 'explanation', explanation, uri });
  await samples.show(params, explanation);
  await panel.reveal();
}

/** The sample that a code action names; without one, the first sample of the cursor's row. */
export async function explainAtCursor(parts: Parts, argument: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (isSample(argument)) await explainSample(parts, argument);
  else if (editor === undefined || !isDataset(editor.document.uri)) {
    tell('Put the cursor into a row of a .jsonl or .ndjson file, then explain its sample.');
  } else {
    const row = editor.selection.active.line + 1;
    await explainSample(parts, { uri: editor.document.uri.toString(), row, turn: null });
  }
}

/** The selection; without one, the whole document. */
export async function scoreSelection({ client, panel, highlights }: Parts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    tell('Open a text and select what to score.');
    return;
  }
  const { document, selection } = editor;
  const text = document.getText(selection.isEmpty ? undefined : selection);
  if (text.trim() === '') {
    tell('There is no text here to score.');
    return;
  }
  const version = document.version;
  const explanation = await (await client.connection()).scoreText({ text });
  panel.show({ kind: 'explanation', explanation, uri: null });
  const first = selection.isEmpty ? 0 : document.offsetAt(selection.start);
  if (document.version === version) {
    highlights.show(
      document,
      explanation,
      (start, end) =>
        new vscode.Range(document.positionAt(first + start), document.positionAt(first + end)),
    );
  }
  await panel.reveal();
}

function isSample(argument: unknown): argument is ExplainSampleParams {
  if (typeof argument !== 'object' || argument === null) return false;
  const { uri, row, turn } = argument as Partial<Record<keyof ExplainSampleParams, unknown>>;
  return (
    typeof uri === 'string' &&
    Number.isSafeInteger(row) &&
    (turn === null || Number.isSafeInteger(turn))
  );
}

function tell(sentence: string): void {
  // Not awaited: it asks nothing.
  void vscode.window.showInformationMessage(sentence);
}
