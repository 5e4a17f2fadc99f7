/** What the server does, in the status bar; the way to everything else for the mouse. */

import * as vscode from 'vscode';
import { commands } from '../protocol/commands.ts';
import type { ServerState, StatusParams } from '../protocol/messages.ts';
import type { TeacherprintClient } from './client.ts';
import type { Parts } from './parts.ts';

const icons: Record<ServerState, string> = {
  starting: '$(loading~spin)',
  ready: '$(law)',
  busy: '$(sync~spin)',
  failed: '$(error)',
};

export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: vscode.Disposable;

  constructor(client: TeacherprintClient) {
    this.#item = vscode.window.createStatusBarItem(
      'teacherprint.status',
      vscode.StatusBarAlignment.Right,
    );
    this.#item.name = 'Teacherprint';
    this.#item.command = commands.showActions;
    this.#subscription = client.onStatus((status) => {
      this.#show(status);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show({ state, message }: StatusParams): void {
    this.#item.text = `${icons[state]} Teacherprint`;
    // A text, not a MarkdownString: the message may name files.
    this.#item.tooltip = message;
    this.#item.accessibilityInformation = { label: `Teacherprint, ${state}: ${message}` };
    this.#item.backgroundColor =
      state === 'failed' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.#item.show();
  }
}

/** What a click on the status item offers. */
export async function showActions({ audits }: Parts): Promise<void> {
  const cancel = { label: '$(stop-circle) Cancel Audit', command: commands.cancelAudit };
  const actions = [
    ...(audits.isRunning ? [cancel] : []),
    { label: '$(law) Audit Dataset File', command: commands.auditDataset },
    { label: '$(organization) Audit Request Log for Campaigns…', command: commands.auditLogs },
    { label: '$(export) Export Report…', command: commands.exportReport },
    { label: '$(layout-sidebar-left) Show Audit Panel', command: commands.showPanel },
    { label: '$(output) Show Log', command: commands.showLog },
    { label: '$(debug-restart) Restart Server', command: commands.restartServer },
  ];
  const picked = await vscode.window.showQuickPick(actions, { title: 'Teacherprint' });
  if (picked !== undefined) await vscode.commands.executeCommand(picked.command);
}
