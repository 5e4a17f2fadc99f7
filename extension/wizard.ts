/** The questions of a wizard: a list, or a text. Each is answered by the keyboard alone. */

import * as vscode from 'vscode';
import type { Move, Place } from './run-steps.ts';

export interface Item<T> extends vscode.QuickPickItem {
  readonly value: T;
}

interface ListQuestion<T> {
  readonly placeholder: string;
  readonly items: readonly Item<T>[];
  /** Null: one is chosen, else those chosen from the beginning. */
  readonly chosen: readonly Item<T>[] | null;
  readonly onAnswer: (values: readonly T[]) => void;
}

export function askList<T>(
  place: Place,
  { placeholder, items, chosen, onAnswer }: ListQuestion<T>,
): Promise<Move> {
  const input = vscode.window.createQuickPick<Item<T>>();
  input.placeholder = placeholder;
  input.items = items;
  input.canSelectMany = chosen !== null;
  input.matchOnDescription = true;
  if (chosen !== null) input.selectedItems = chosen;
  return ask(input, place, () => {
    if (input.selectedItems.length === 0) return Promise.resolve('Choose at least one.');
    onAnswer(input.selectedItems.map(({ value }) => value));
    return Promise.resolve(null);
  });
}

interface TextQuestion {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly isSecret?: true;
  /** Null, or what is wrong with it. */
  readonly onAnswer: (text: string) => Promise<string | null> | string | null;
}

export function askText(place: Place, question: TextQuestion): Promise<Move> {
  const input = vscode.window.createInputBox();
  input.prompt = question.prompt;
  input.value = question.value;
  input.placeholder = question.placeholder;
  input.password = question.isSecret === true;
  const forgetting = input.onDidChangeValue(() => {
    input.validationMessage = undefined;
  });
  return ask(input, place, async () => {
    const problem = await question.onAnswer(input.value.trim());
    input.validationMessage = problem ?? undefined;
    return problem;
  }).finally(() => {
    forgetting.dispose();
  });
}

/** `onAccept`: null, or what is wrong with the answer, which is asked for again. */
async function ask(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, totalSteps, hasBack }: Place,
  onAccept: () => Promise<string | null>,
): Promise<Move> {
  Object.assign(input, { title, step, totalSteps });
  // Keys and addresses are copied from other windows.
  input.ignoreFocusOut = true;
  input.buttons = hasBack ? [vscode.QuickInputButtons.Back] : [];
  const subscriptions: vscode.Disposable[] = [];
  try {
    return await new Promise<Move>((resolve, reject) => {
      const accept = async (): Promise<void> => {
        input.busy = true;
        const problem = await onAccept();
        input.busy = false;
        if (problem === null) resolve('next');
      };
      subscriptions.push(
        input.onDidAccept(() => {
          accept().catch(reject);
        }),
        input.onDidHide(() => {
          resolve('cancel');
        }),
        input.onDidTriggerButton(() => {
          resolve('back');
        }),
      );
      input.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
    input.dispose();
  }
}
