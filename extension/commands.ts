/** Every command of the extension, and every wish of the panel: who is called for it. */

import * as vscode from 'vscode';
import { type BaselineAction, commands, panelViewId } from '../protocol/commands.ts';
import type { FromPanel } from '../protocol/panel.ts';
import { changeBaseline } from './baseline.ts';
import { chooseField } from './choose-field.ts';
import { chooseBenign } from './choose-benign.ts';
import { choosePath } from './choose-path.ts';
import { comparePair, compareStep, compareWithSelected, selectForCompare } from './compare.ts';
import { openRow, pickDataset, pickLogs, shownDataset, toUri, toUris } from './datasets.ts';
import { forgetKey } from './endpoint-keys.ts';
import {
  exportCampaigns,
  exportReport,
  exportStudentAudit,
  type ExportWishes,
} from './export-report.ts';
import { explainAtCursor, explainSample, openSample, scoreSelection } from './explain.ts';
import { exportSubset } from './export-subset.ts';
import { fitReferences } from './fit-references.ts';
import type { LogAuditRequest } from './log-audits.ts';
import { openAuditedRow } from './open-audited-row.ts';
import type { Parts } from './parts.ts';
import { showActions } from './status.ts';
import { tellFailure } from './tell.ts';
import type { ViewerRequest } from './viewer.ts';

const exampleDataset = 'curation.jsonl';

type CommandId = (typeof commands)[keyof typeof commands];

const table: Record<CommandId, (parts: Parts, argument: unknown, wishes: unknown) => unknown> = {
  [commands.auditDataset]: async ({ audits }, argument) => {
    const uri = toUri(argument) ?? shownDataset() ?? (await pickDataset());
    return uri === undefined ? null : audits.run(uri);
  },
  [commands.scoreSelection]: scoreSelection,
  [commands.explainSample]: explainAtCursor,
  [commands.chooseField]: async (parts, argument) => {
    const uri = await datasetFor(parts, argument);
    if (uri !== undefined) await chooseField(parts, uri);
  },
  [commands.createBaseline]: (parts, argument) => onBaseline(parts, argument, 'create'),
  [commands.updateBaseline]: (parts, argument) => onBaseline(parts, argument, 'update'),
  [commands.pruneBaseline]: (parts, argument) => onBaseline(parts, argument, 'prune'),
  [commands.exportSubset]: async (parts, argument) => {
    const uri = await datasetFor(parts, argument);
    if (uri !== undefined) await exportSubset(parts, uri);
  },
  [commands.collectReferences]: async (parts, argument) => {
    const uri = await datasetFor(parts, argument);
    if (uri === undefined) return;
    const { collectReferences } = await import('./collect-references.ts');
    await collectReferences(parts, uri);
  },
  [commands.forgetEndpointKey]: ({ keys }) => forgetKey(keys),
  [commands.fitReferences]: async (parts, argument, wishes) => {
    const uri = await datasetFor(parts, argument);
    if (uri !== undefined) await fitReferences(parts, uri, wishes);
  },
  [commands.openViewer]: async ({ viewers }, argument) => {
    const uri = toUri(argument) ?? shownDataset() ?? (await pickDataset());
    if (uri !== undefined) await viewers.open(uri, null);
  },
  [commands.selectForCompare]: selectForCompare,
  [commands.compareWithSelected]: compareWithSelected,
  [commands.comparePair]: comparePair,
  [commands.auditLogs]: async ({ logAudits }, argument, selected) => {
    const uris = toUris(argument, selected) ?? (await pickLogs());
    return uris === undefined || uris.length === 0 ? null : logAudits.run(uris);
  },
  [commands.exportCampaigns]: async (parts, _, wishes) => {
    const audit = parts.logAudits.shown;
    if (audit !== undefined) await exportCampaigns(parts, audit, wishesOf(wishes));
  },
  [commands.auditStudent]: async (parts, argument, wishes) => {
    const { auditStudent } = await import('./audit-student.ts');
    return auditStudent(parts, toUri(argument), wishes);
  },
  [commands.exportStudentAudit]: async (parts, _, wishes) => {
    const audit = parts.studentAudits.shown;
    if (audit !== undefined) await exportStudentAudit(parts, audit, wishesOf(wishes));
  },
  [commands.setPseudonymKey]: ({ logAudits }) => logAudits.askForKey(),
  [commands.openExampleLog]: ({ extensionUri }) => openExample(extensionUri, 'requests.jsonl'),
  [commands.cancelAudit]: ({ audits }) => {
    audits.cancel();
  },
  [commands.exportReport]: async (parts, argument, wishes) => {
    // What the panel shows is what a click on its title means.
    const last = toUri(parts.audits.last?.uri);
    const uri = toUri(argument) ?? last ?? shownDataset() ?? (await pickDataset());
    if (uri !== undefined) await exportReport(parts, uri, wishesOf(wishes));
  },
  [commands.showPanel]: () => vscode.commands.executeCommand(`${panelViewId}.focus`),
  [commands.showActions]: showActions,
  [commands.openExample]: ({ extensionUri }) => openExample(extensionUri, exampleDataset),
  [commands.restartServer]: ({ audits, client }) => {
    audits.cancel();
    return client.restart();
  },
  [commands.showLog]: ({ log }) => {
    log.show();
  },
};

/** The one that was named, or that is seen, or that was audited last. */
async function datasetFor({ audits }: Parts, argument: unknown): Promise<vscode.Uri | undefined> {
  const last = toUri(audits.last?.uri);
  return toUri(argument) ?? shownDataset() ?? last ?? (await pickDataset());
}

async function onBaseline(parts: Parts, argument: unknown, action: BaselineAction): Promise<void> {
  const uri = await datasetFor(parts, argument);
  if (uri !== undefined) await changeBaseline(parts, uri, action);
}

export function registerCommands(parts: Parts): vscode.Disposable {
  const registrations = Object.entries(table).map(([id, run]) =>
    vscode.commands.registerCommand(id, (argument: unknown, wishes: unknown) =>
      tellFailure(parts.log, () => run(parts, argument, wishes)),
    ),
  );
  const relay = parts.panel.onRequest((request) => {
    // Nobody waits: what goes wrong is told to the user.
    void tellFailure(parts.log, () => answerPanel(parts, request));
  });
  const viewerRelay = parts.viewers.onRequest((request) => {
    void tellFailure(parts.log, () => answerViewer(parts, request));
  });
  const logRelay = parts.logAudits.onRequest((request) => {
    void tellFailure(parts.log, () => answerLogAudit(parts, request));
  });
  return vscode.Disposable.from(...registrations, relay, viewerRelay, logRelay);
}

async function answerPanel(parts: Parts, request: FromPanel): Promise<void> {
  switch (request.kind) {
    case 'ready':
      return;
    case 'open-row':
      return openRow(parts.viewers, vscode.Uri.parse(request.uri), request.row);
    case 'explain':
      return explainSample(parts, request);
    case 'choose-field':
      return chooseField(parts, vscode.Uri.parse(request.uri));
    case 'audit':
      await parts.audits.run(vscode.Uri.parse(request.uri));
      return;
    case 'pick-dataset':
      await vscode.commands.executeCommand(commands.auditDataset);
      return;
    case 'open-example':
      await vscode.commands.executeCommand(commands.openExample);
      await parts.audits.run(vscode.Uri.joinPath(parts.extensionUri, 'examples', exampleDataset));
      return;
    case 'cancel':
      parts.audits.cancel();
  }
}

async function answerViewer(parts: Parts, { uri, request }: ViewerRequest): Promise<void> {
  switch (request.kind) {
    case 'open-sample':
      return openSample(parts, { uri, row: request.row, turn: request.turn });
    case 'explain':
      return explainSample(parts, { uri, row: request.row, turn: request.turn });
    case 'compare':
      return compareStep(parts, { uri, row: request.row, turn: request.turn });
    case 'compare-pair':
      return comparePair(parts, { uri, row: request.row, turn: null });
    case 'choose-field':
      return chooseField(parts, vscode.Uri.parse(uri));
    case 'audit':
      await parts.audits.run(vscode.Uri.parse(uri));
      return;
    case 'cancel':
      parts.audits.cancel();
  }
}

async function answerLogAudit(parts: Parts, { audit, request }: LogAuditRequest): Promise<void> {
  switch (request.kind) {
    case 'audit':
      return audit.run();
    case 'cancel':
      audit.cancel();
      return;
    case 'export':
      return exportCampaigns(parts, audit);
    case 'choose-benign':
      if (await chooseBenign(audit)) await audit.run();
      return;
    case 'choose-path':
      if (await choosePath(audit, request.field)) await audit.run();
      return;
    case 'open-row':
      return openAuditedRow(parts, audit.state.audit?.campaigns.files, request);
  }
}

/** A menu passes lists of what was selected there. */
function wishesOf(wishes: unknown): ExportWishes {
  return typeof wishes === 'object' && wishes !== null ? wishes : {};
}

function openExample(extensionUri: vscode.Uri, name: string): Thenable<unknown> {
  const example = vscode.Uri.joinPath(extensionUri, 'examples', name);
  // A preview would replace the walkthrough that led here.
  return vscode.commands.executeCommand('vscode.open', example, { preview: false });
}
