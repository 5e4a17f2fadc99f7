/** Settings per document, asked of the client once and dropped when it says that they changed. */

import type { Connection } from 'vscode-languageserver';
import { resolveSettings, type Settings } from '../../protocol/settings.ts';

export class SettingsCache {
  /** Whether the client answers `workspace/configuration`; else the defaults hold. */
  isSupported = false;
  readonly #connection: Connection;
  readonly #known = new Map<string, Promise<Settings>>();
  readonly #told = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `uri` empty: the settings of no document in particular. */
  of(uri: string): Promise<Settings> {
    const known = this.#known.get(uri);
    if (known !== undefined) return known;
    const settings = this.#ask(uri);
    this.#known.set(uri, settings);
    settings.catch(() => {
      // The client may answer the next time.
      if (this.#known.get(uri) === settings) this.#known.delete(uri);
    });
    return settings;
  }

  drop(uri?: string): void {
    if (uri === undefined) this.#known.clear();
    else this.#known.delete(uri);
  }

  async #ask(uri: string): Promise<Settings> {
    const options: unknown = this.isSupported
      ? await this.#connection.workspace.getConfiguration({
          section: 'teacherprint',
          ...(uri === '' ? {} : { scopeUri: uri }),
        })
      : {};
    const { settings, problems } = resolveSettings(options);
    for (const problem of problems) {
      // Once is enough: settings are asked for with every document.
      if (!this.#told.has(problem)) this.#connection.console.warn(problem);
      this.#told.add(problem);
    }
    return settings;
  }
}
