/** A question whose answer is files: those of the folder are listed, others are a dialog away. */

import path from 'node:path';
import * as vscode from 'vscode';
import { datasetFilters } from './datasets.ts';
import type { Move, Place } from './run-steps.ts';
import { askList, type Item } from './wizard.ts';
import { withoutIcons } from './without-icons.ts';

export interface FilesQuestion {
  readonly placeholder: string;
  readonly many: boolean;
  /** Chosen from the beginning. */
  readonly chosen: readonly vscode.Uri[];
  /** Not offered, since they have another role. */
  readonly taken: readonly vscode.Uri[];
  /** What it is called to choose none; null: at least one is needed. */
  readonly none: string | null;
  readonly onAnswer: (files: readonly vscode.Uri[]) => void;
}

const glob = '**/*.{jsonl,ndjson,csv,tsv,parquet,jsonl.gz,jsonl.zst,csv.gz,csv.zst}';
const elsewhere = '**/node_modules/**';
/** A longer list nobody reads; there is the dialog. */
const mostFiles = 1000;

type Choice = vscode.Uri | 'others' | 'none';

export async function askFiles(
  place: Place,
  { placeholder, many, chosen, taken, none, onAnswer }: FilesQuestion,
): Promise<Move> {
  const found = await vscode.workspace.findFiles(glob, elsewhere, mostFiles);
  const isTaken = new Set(taken.map(String));
  let picked = [...chosen];
  for (;;) {
    const files = distinct([...picked, ...found.toSorted(byPath)]);
    const items: Item<Choice>[] = files.filter((uri) => !isTaken.has(uri.toString())).map(itemOf);
    const isPicked = new Set(picked.map(String));
    let answers: readonly Choice[] = [];
    const move = await askList<Choice>(place, {
      placeholder,
      items: [
        ...(none === null ? [] : [{ label: none, value: 'none' as const, alwaysShow: true }]),
        ...items,
        { label: '$(folder-opened) Other files…', value: 'others', alwaysShow: true },
      ],
      chosen: many ? items.filter(({ value }) => isPicked.has(String(value))) : null,
      onAnswer: (values) => {
        answers = values;
      },
    });
    if (move !== 'next') return move;
    picked = answers.filter((answer) => typeof answer !== 'string');
    if (answers.includes('others')) {
      const others = await vscode.window.showOpenDialog({
        title: placeholder,
        openLabel: 'Choose',
        canSelectMany: many,
        filters: datasetFilters,
      });
      picked = distinct([...picked, ...(others ?? [])]);
      // Of several, the list shows what is chosen by now; nothing chosen is no answer.
      if (many || picked.length === 0) continue;
    }
    onAnswer(picked);
    return 'next';
  }
}

function distinct(uris: readonly vscode.Uri[]): vscode.Uri[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function byPath(a: vscode.Uri, b: vscode.Uri): number {
  return a.path < b.path ? -1 : 1;
}

function itemOf(uri: vscode.Uri): Item<Choice> {
  const label = withoutIcons(path.posix.basename(uri.path));
  const folder = path.posix.dirname(vscode.workspace.asRelativePath(uri, false));
  return { label, description: folder === '.' ? '' : withoutIcons(folder), value: uri };
}
