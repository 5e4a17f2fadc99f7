import type * as vscode from 'vscode';
import type { Audits } from './audits.ts';
import type { TeacherprintClient } from './client.ts';
import type { Highlights } from './highlights.ts';
import type { Panel } from './panel.ts';
import type { SampleDocuments } from './sample-documents.ts';

/** What commands work with; built once, in `main.ts`. */
export interface Parts {
  readonly log: vscode.LogOutputChannel;
  readonly client: TeacherprintClient;
  readonly panel: Panel;
  readonly audits: Audits;
  readonly highlights: Highlights;
  readonly samples: SampleDocuments;
  readonly extensionUri: vscode.Uri;
}
