/** Sentences for the user. None is waited for: a message may stay open as long as the user likes. */

import * as vscode from 'vscode';

export function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}

/** What was done, with the way to the file that came of it. */
export function offerToOpen(
  sentence: string,
  file: vscode.Uri,
  program: 'editor' | 'browser' = 'editor',
): void {
  const open = 'Open';
  void vscode.window.showInformationMessage(sentence, open).then((picked) => {
    if (picked !== open) return;
    if (program === 'browser') void vscode.env.openExternal(file);
    // By command: a file of more than 50 MB is no document that an extension could open.
    else void vscode.commands.executeCommand('vscode.open', file);
  });
}

/** What went wrong, with the way to what is known of it. */
export function tellTrouble(log: vscode.LogOutputChannel, sentence: string): void {
  const showLog = 'Show Log';
  void vscode.window.showErrorMessage(`Teacherprint: ${sentence}`, showLog).then((picked) => {
    if (picked === showLog) log.show();
  });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs what a person asked for: what goes wrong is theirs to see. */
export async function tellFailure(
  log: vscode.LogOutputChannel,
  run: () => unknown,
): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    tellTrouble(log, messageOf(error));
    return undefined;
  }
}
