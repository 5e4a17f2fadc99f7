/** One audit of request logs, and the tab that shows it. */

import path from 'node:path';
import type * as vscode from 'vscode';
import type { LogField } from '../protocol/campaign.ts';
import type { FromCampaignPage, LogAuditState } from '../protocol/campaign-page.ts';
import type { GivenMapping } from '../protocol/log-audit.ts';
import { campaignsViewType } from '../protocol/commands.ts';
import { AuditTab } from './audit-tab.ts';
import { parseCampaignMessage } from './campaign-message.ts';
import type { TeacherprintClient } from './client.ts';

const page = {
  title: 'Teacherprint campaigns',
  styles: ['media/tab.css', 'media/campaign/campaign.css'],
  script: 'dist/campaign-page.js',
};

export type LogPageRequest = Exclude<FromCampaignPage, { kind: 'ready' }>;

export interface LogAuditOptions {
  readonly uris: readonly vscode.Uri[];
  readonly extensionUri: vscode.Uri;
  readonly client: TeacherprintClient;
  /** Secret of the pseudonyms; undefined: another one in each audit. */
  readonly pseudonymKey: () => Thenable<string | undefined>;
  readonly onRequest: (request: LogPageRequest) => void;
}

export class LogAudit extends AuditTab<LogAuditState, FromCampaignPage> {
  readonly #options: LogAuditOptions;
  #benign: vscode.Uri | null = null;

  constructor(options: LogAuditOptions) {
    const names = options.uris.map((uri) => path.posix.basename(uri.path));
    super({
      viewType: campaignsViewType,
      title: `Campaigns: ${names.length === 1 ? names[0]! : `${names.length} logs`}`,
      page,
      extensionUri: options.extensionUri,
      state: {
        names,
        progress: null,
        audit: null,
        mapping: {},
        benign: null,
        hasLastingPseudonyms: false,
        failure: null,
      },
      parse: parseCampaignMessage,
      onRequest: options.onRequest,
    });
    this.#options = options;
  }

  get uris(): readonly vscode.Uri[] {
    return this.#options.uris;
  }

  /** From the next audit on. Undefined: detect it; null: the log has no such field. */
  correct(field: LogField, given: string | null | undefined): void {
    const others = Object.entries(this.state.mapping).filter(([name]) => name !== field);
    const own = given === undefined ? [] : [[field, given]];
    this.change({ mapping: Object.fromEntries([...others, ...own]) as GivenMapping });
  }

  /** From the next audit on. `benign`: a log of ordinary traffic; null: hours are not compared. */
  compareWith(benign: vscode.Uri | null): void {
    this.#benign = benign;
    this.change({ benign: benign === null ? null : path.posix.basename(benign.path) });
  }

  /** Canceled, it shows what was read until then. */
  run(): Promise<void> {
    return this.show(async (task) => {
      const { uris, client, pseudonymKey } = this.#options;
      const key = (await pseudonymKey()) ?? null;
      const server = await client.connection();
      const { mapping } = this.state;
      const benignUri = this.#benign?.toString() ?? null;
      const params = { uris: uris.map(String), mapping, pseudonymKey: key, benignUri };
      const audit = await server.auditLogs(params, task);
      return { audit, hasLastingPseudonyms: key !== null };
    });
  }
}
