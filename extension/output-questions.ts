/** Where the answers of a collection go, and whether an earlier one goes on. */

import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Move, Place, Step } from './run-steps.ts';
import { askList } from './wizard.ts';

export class OutputQuestions {
  readonly #dataset: vscode.Uri;
  readonly steps: readonly Step[] = [
    (place) => this.#askWhetherToGoOn(place),
    () => this.#askOutput(),
    (place) => this.#askWhetherToResume(place),
  ];
  /** Of the file; empty before it is known. */
  path = '';
  resumes = false;

  constructor(dataset: vscode.Uri) {
    this.#dataset = dataset;
  }

  /** Beside the dataset; null: it is in no file. */
  get #usualOutput(): vscode.Uri | null {
    if (this.#dataset.scheme !== 'file') return null;
    return this.#dataset.with({
      path: this.#dataset.path.replace(/(?:\.\w+)?$/, '.answers.jsonl'),
    });
  }

  /** The dialog for files would ask whether to overwrite what an earlier run collected. */
  async #askWhetherToGoOn(place: Place): Promise<Move | 'skip'> {
    this.resumes = false;
    const file = this.#usualOutput;
    if (file === null || !(await hasLedger(file))) return 'skip';
    return askList<boolean>(place, {
      placeholder: `There are answers of an earlier run in ${posix.basename(file.path)}`,
      items: [
        { label: 'Go on where it stopped', description: 'nothing is asked twice', value: true },
        { label: 'Another file…', value: false },
      ],
      chosen: null,
      onAnswer: ([goesOn = false]) => {
        this.resumes = goesOn;
        this.path = file.fsPath;
      },
    });
  }

  async #askOutput(): Promise<Move | 'skip'> {
    if (this.resumes) return 'skip';
    const usual = this.#usualOutput;
    const file = await vscode.window.showSaveDialog({
      title: 'Where do the answers go?',
      saveLabel: 'Continue',
      filters: { 'JSON Lines': ['jsonl'] },
      ...(usual !== null && { defaultUri: usual }),
    });
    if (file === undefined) return 'back';
    this.path = file.fsPath;
    return 'next';
  }

  /** Two runs do not fit into one file. */
  async #askWhetherToResume(place: Place): Promise<Move | 'skip'> {
    if (this.resumes || !(await hasLedger(vscode.Uri.file(this.path)))) return 'skip';
    return askList<null>(place, {
      placeholder: 'There are answers of an earlier run. Go back for another file',
      items: [
        { label: 'Go on where it stopped', description: 'nothing is asked twice', value: null },
      ],
      chosen: null,
      onAnswer: () => {
        this.resumes = true;
      },
    });
  }
}

function hasLedger(answers: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(answers.with({ path: `${answers.path}.ledger` })).then(
    () => true,
    () => false,
  );
}
