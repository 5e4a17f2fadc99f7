/** Builds the parts, connects them, and gives them to VS Code to dispose of. */

import * as vscode from 'vscode';
import { Audits } from './audits.ts';
import { TeacherprintClient } from './client.ts';
import { registerCommands } from './commands.ts';
import { SelectedSample } from './compare.ts';
import { EndpointKeys } from './endpoint-keys.ts';
import { Highlights } from './highlights.ts';
import { LogAudits } from './log-audits.ts';
import { OpenTabs } from './open-tabs.ts';
import { Panel } from './panel.ts';
import { SampleDocuments } from './sample-documents.ts';
import { StatusItem } from './status.ts';
import type { StudentAudit } from './student-audit.ts';
import { DatasetViewers } from './viewer.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Teacherprint', { log: true });
  const client = new TeacherprintClient(context.asAbsolutePath('dist/cli.js'), log);
  const status = new StatusItem(client);
  const panel = new Panel(context.extensionUri);
  const audits = new Audits(client, panel, log);
  const highlights = new Highlights();
  const samples = new SampleDocuments(highlights);
  const { extensionUri } = context;
  const viewers = new DatasetViewers(extensionUri, client);
  const selected = new SelectedSample();
  const keys = new EndpointKeys(context);
  const shown = { panel, highlights, samples, viewers };
  const logAudits = new LogAudits({ extensionUri, client, secrets: context.secrets });
  const studentAudits = new OpenTabs<StudentAudit>('teacherprint.hasStudentAudit');
  const tabs = { logAudits, studentAudits };
  const memory = context.workspaceState;
  const parts = { log, client, audits, selected, keys, memory, extensionUri, ...tabs, ...shown };
  context.subscriptions.push(log, client, status, audits, ...Object.values({ ...tabs, ...shown }));
  context.subscriptions.push(registerCommands(parts));
  // Nobody waits for the server: activation ends first, and requests start it again if this fails.
  setImmediate(() => {
    client.connection().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
    });
  });
}
