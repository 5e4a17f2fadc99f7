/** The audits of request logs whose tabs are open, and the secret that their pseudonyms are made from. */

import * as vscode from 'vscode';
import type { LogAuditView } from '../protocol/log-audit.ts';
import type { TeacherprintClient } from './client.ts';
import { LogAudit, type LogPageRequest } from './log-audit.ts';
import { OpenTabs } from './open-tabs.ts';
import { tell } from './tell.ts';

export interface LogAuditsOptions {
  readonly extensionUri: vscode.Uri;
  readonly client: TeacherprintClient;
  readonly secrets: vscode.SecretStorage;
}

export interface LogAuditRequest {
  readonly audit: LogAudit;
  readonly request: LogPageRequest;
}

const keyName = 'teacherprint.pseudonymKey';
/** As the server has it: short ones could be found by trying them all. */
const shortestKey = 16;

export class LogAudits implements vscode.Disposable {
  readonly #options: LogAuditsOptions;
  readonly #requests = new vscode.EventEmitter<LogAuditRequest>();
  readonly onRequest = this.#requests.event;
  readonly #open = new OpenTabs<LogAudit>('teacherprint.hasCampaigns');

  constructor(options: LogAuditsOptions) {
    this.#options = options;
  }

  get shown(): LogAudit | undefined {
    return this.#open.shown;
  }

  /** In the tab that shows these logs already, or in a new one. */
  async run(uris: readonly vscode.Uri[]): Promise<LogAuditView | null> {
    const name = uris.map(String).toSorted().join('\n');
    const audit = this.#open.get(name, () => this.#create(uris));
    audit.reveal();
    await audit.run();
    return audit.state.audit;
  }

  async askForKey(): Promise<void> {
    const { secrets } = this.#options;
    const key = await vscode.window.showInputBox({
      title: 'Secret from which pseudonyms are made',
      prompt:
        'With a secret, accounts have the same pseudonyms in every audit. Empty: others each time.',
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text === '' || text.length >= shortestKey ? null : `At least ${shortestKey} characters.`,
    });
    if (key === undefined) return;
    await (key === '' ? secrets.delete(keyName) : secrets.store(keyName, key));
    tell(key === '' ? 'Pseudonyms are made anew in each audit.' : 'The pseudonym key is set.');
  }

  dispose(): void {
    this.#open.dispose();
    this.#requests.dispose();
  }

  #create(uris: readonly vscode.Uri[]): LogAudit {
    const { extensionUri, client, secrets } = this.#options;
    const audit: LogAudit = new LogAudit({
      uris,
      extensionUri,
      client,
      pseudonymKey: () => secrets.get(keyName),
      onRequest: (request) => this.#requests.fire({ audit, request }),
    });
    return audit;
  }
}
