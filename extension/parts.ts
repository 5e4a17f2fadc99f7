import type * as vscode from 'vscode';
import type { Audits } from './audits.ts';
import type { TeacherprintClient } from './client.ts';
import type { SelectedSample } from './compare.ts';
import type { EndpointKeys } from './endpoint-keys.ts';
import type { Highlights } from './highlights.ts';
import type { LogAudits } from './log-audits.ts';
import type { OpenTabs } from './open-tabs.ts';
import type { Panel } from './panel.ts';
import type { SampleDocuments } from './sample-documents.ts';
import type { StudentAudit } from './student-audit.ts';
import type { DatasetViewers } from './viewer.ts';

/** What commands work with; built once, in `main.ts`. */
export interface Parts {
  readonly log: vscode.LogOutputChannel;
  readonly client: TeacherprintClient;
  readonly panel: Panel;
  readonly audits: Audits;
  readonly highlights: Highlights;
  readonly samples: SampleDocuments;
  readonly selected: SelectedSample;
  readonly viewers: DatasetViewers;
  readonly keys: EndpointKeys;
  readonly logAudits: LogAudits;
  readonly studentAudits: OpenTabs<StudentAudit>;
  /** What was chosen before, in this workspace. */
  readonly memory: vscode.Memento;
  readonly extensionUri: vscode.Uri;
}
