/** Tabs of one kind that are open, by what they show. */

import * as vscode from 'vscode';

interface Tab extends vscode.Disposable {
  readonly isActive: boolean;
  readonly onDidDispose: vscode.Event<void>;
}

export class OpenTabs<T extends Tab> implements vscode.Disposable {
  readonly #open = new Map<string, T>();
  /** Which menus and commands know whether one is open. */
  readonly #contextKey: string;

  constructor(contextKey: string) {
    this.#contextKey = contextKey;
  }

  /** The one in front, or the only one. */
  get shown(): T | undefined {
    const open = [...this.#open.values()];
    return open.find(({ isActive }) => isActive) ?? (open.length === 1 ? open[0] : undefined);
  }

  /** The one that shows this already, or a new one. */
  get(name: string, create: () => T): T {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const tab = create();
    this.#open.set(name, tab);
    this.#tellMenus();
    tab.onDidDispose(() => {
      this.#open.delete(name);
      this.#tellMenus();
    });
    return tab;
  }

  dispose(): void {
    for (const tab of [...this.#open.values()]) tab.dispose();
  }

  #tellMenus(): void {
    // Nothing waits for it.
    void vscode.commands.executeCommand('setContext', this.#contextKey, this.#open.size > 0);
  }
}
