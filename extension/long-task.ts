/** Work of the server that takes a while: progress with a button to cancel it. */

import * as vscode from 'vscode';
import type { Task } from './connection.ts';

/** Undefined: the user canceled it. */
export async function runLongTask<T>(
  title: string,
  request: (task: Task) => Promise<T>,
): Promise<T | undefined> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (bar, token) => {
    let shown = 0;
    const onProgress: Task['onProgress'] = ({ percentage = shown, message = '' }) => {
      bar.report({ increment: percentage - shown, message });
      shown = percentage;
    };
    try {
      return await request({ token, onProgress });
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  });
}
