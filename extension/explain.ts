/** *Explain Sample* and *Score Selection*: one text, its verdict in the panel, its evidence marked. */

import * as vscode from 'vscode';
import type { ExplainSampleParams } from '../protocol/messages.ts';
import { isDataset } from './datasets.ts';
import { decodeJsonEscapes, type DecodedText } from './json-escapes.ts';
import type { Parts } from './parts.ts';
import { tell } from './tell.ts';

export async function explainSample(parts: Parts, place: ExplainSampleParams): Promise<void> {
  await openSample(parts, place);
  await parts.panel.reveal();
}

/** The text with its evidence; the panel, if it is to be seen, says why. */
export async function openSample(
  { client, panel, samples }: Parts,
  { uri, row, turn }: ExplainSampleParams,
): Promise<void> {
  const explanation = await (await client.connection()).explainSample({ uri, row, turn });
  panel.show({ kind: 'explanation', explanation, uri });
  await samples.show(uri, explanation);
}

/**
 * The sample that a code action names; without one, the first sample of the cursor's row in the
 * dataset that is active, or else seen.
 */
export async function explainAtCursor(parts: Parts, argument: unknown): Promise<void> {
  const place = sampleAt(argument);
  if (place === null) {
    tell('Put the cursor into a row of a .jsonl or .ndjson file, then explain its sample.');
    return;
  }
  await explainSample(parts, place);
}

/** Null: neither is a sample named nor is there a dataset with a cursor. */
export function sampleAt(argument: unknown): ExplainSampleParams | null {
  if (isSample(argument)) return argument;
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editor = [activeTextEditor, ...visibleTextEditors].find(
    (candidate) => candidate !== undefined && isDataset(candidate.document.uri),
  );
  if (editor === undefined) return null;
  const row = editor.selection.active.line + 1;
  return { uri: editor.document.uri.toString(), row, turn: null };
}

/** The selection; without one, the sample of a dataset's row, or else the whole document. */
export async function scoreSelection(parts: Parts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    tell('Open a text and select what to score.');
    return;
  }
  const { document, selection } = editor;
  if (selection.isEmpty && isDataset(document.uri)) return explainAtCursor(parts, undefined);
  const selected = document.getText(selection.isEmpty ? undefined : selection);
  const isJson = ['json', 'jsonc', 'jsonl'].includes(document.languageId);
  const { text, toSource } = isJson ? decodeJsonEscapes(selected) : asItIs(selected);
  if (text.trim() === '') {
    tell('There is no text here to score.');
    return;
  }
  const { client, panel, highlights } = parts;
  const version = document.version;
  const explanation = await (await client.connection()).scoreText({ text });
  panel.show({ kind: 'explanation', explanation, uri: null });
  const first = selection.isEmpty ? 0 : document.offsetAt(selection.start);
  const position = (offset: number): vscode.Position =>
    document.positionAt(first + toSource(offset));
  if (document.version === version) {
    highlights.show(
      document,
      explanation,
      (start, end) => new vscode.Range(position(start), position(end)),
    );
  }
  await panel.reveal();
}

function asItIs(text: string): DecodedText {
  return { text, toSource: (offset) => offset };
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
