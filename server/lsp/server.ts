/** What the server can do, and who does it. */

import {
  CodeActionKind,
  type Connection,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { serverCommands } from '../../protocol/commands.ts';
import * as logAudit from '../../protocol/log-audit.ts';
import * as messages from '../../protocol/messages.ts';
import * as studentAudit from '../../protocol/student-audit.ts';
import { version } from '../version.ts';
import { auditDataset } from './handlers/audit-dataset.ts';
import { auditLogs } from './handlers/audit-logs.ts';
import {
  auditStudent,
  describeAnswers,
  exportStudentAudit,
  readAnswer,
} from './handlers/audit-student.ts';
import { changeBaseline } from './handlers/change-baseline.ts';
import { codeActions } from './handlers/code-actions.ts';
import {
  collect,
  countPrompts,
  describeEndpoint,
  listEndpointModels,
  prepareCollection,
} from './handlers/collect.ts';
import { connectDiagnostics, pullDiagnostics } from './handlers/diagnostics.ts';
import { executeCommand } from './handlers/execute-command.ts';
import { explainSample } from './handlers/explain-sample.ts';
import { exportCampaigns } from './handlers/export-campaigns.ts';
import { exportSubset } from './handlers/export-subset.ts';
import { exportReport } from './handlers/export-report.ts';
import { fitReferences } from './handlers/fit-references.ts';
import { hover } from './handlers/hover.ts';
import { setField } from './handlers/set-field.ts';
import { answer, answerOrFail } from './request.ts';
import type { EngineHost } from './engines.ts';
import { Session } from './session.ts';

/** Wires a connection and starts to listen on it. */
export function startServer(connection: Connection, host: EngineHost): Session {
  const session = new Session(connection, host);
  connection.onInitialize((params) => initialize(session, params));
  connection.onInitialized(() => session.start());
  connection.onShutdown(() => session.close());
  connectDiagnostics(session);

  connection.languages.diagnostics.on(answer(session, 'diagnostic', emptyReport, pullDiagnostics));
  connection.onHover(answer(session, 'hover', null, hover));
  connection.onCodeAction(answer(session, 'codeAction', null, codeActions));
  connection.onExecuteCommand(answerOrFail(session, 'executeCommand', executeCommand));
  connection.onRequest(messages.auditDataset, answerOrFail(session, 'auditDataset', auditDataset));
  connection.onRequest(
    messages.scoreText,
    answerOrFail(session, 'scoreText', async (session, { text }, signal) => {
      const { pool } = await session.engine('');
      return pool.run({ kind: 'explain-text', text }, signal);
    }),
  );
  connection.onRequest(
    messages.explainSample,
    answerOrFail(session, 'explainSample', explainSample),
  );
  connection.onRequest(
    messages.changeBaseline,
    answerOrFail(session, 'changeBaseline', changeBaseline),
  );
  connection.onRequest(
    messages.fitReferences,
    answerOrFail(session, 'fitReferences', fitReferences),
  );
  connection.onRequest(
    messages.describeEndpoint,
    answerOrFail(session, 'describeEndpoint', describeEndpoint),
  );
  connection.onRequest(
    messages.listModels,
    answerOrFail(session, 'listModels', listEndpointModels),
  );
  connection.onRequest(messages.countPrompts, answerOrFail(session, 'countPrompts', countPrompts));
  connection.onRequest(
    messages.prepareCollection,
    answerOrFail(session, 'prepareCollection', prepareCollection),
  );
  connection.onRequest(messages.collect, answerOrFail(session, 'collect', collect));
  connection.onRequest(messages.exportSubset, answerOrFail(session, 'exportSubset', exportSubset));
  connection.onRequest(messages.exportReport, answerOrFail(session, 'exportReport', exportReport));
  connection.onRequest(
    messages.viewRows,
    answerOrFail(session, 'viewRows', ({ viewers }, params, signal) =>
      viewers.rows(params, signal),
    ),
  );
  connection.onRequest(
    messages.locateRow,
    answerOrFail(session, 'locateRow', ({ viewers }, params) => viewers.locate(params)),
  );
  connection.onNotification(messages.closeViewer, ({ viewer }) => {
    session.viewers.close(viewer);
  });
  connection.onRequest(logAudit.auditLogs, answerOrFail(session, 'auditLogs', auditLogs));
  connection.onRequest(
    logAudit.exportCampaigns,
    answerOrFail(session, 'exportCampaigns', exportCampaigns),
  );
  connection.onRequest(
    studentAudit.auditStudent,
    answerOrFail(session, 'auditStudent', auditStudent),
  );
  connection.onRequest(
    studentAudit.describeAnswers,
    answerOrFail(session, 'describeAnswers', describeAnswers),
  );
  connection.onRequest(studentAudit.readAnswer, answerOrFail(session, 'readAnswer', readAnswer));
  connection.onRequest(
    studentAudit.exportStudentAudit,
    answerOrFail(session, 'exportStudentAudit', exportStudentAudit),
  );
  connection.onRequest(messages.setField, answerOrFail(session, 'setField', setField));
  connection.onRequest(messages.describeProfile, (token) =>
    answerOrFail(session, 'describeProfile', async (session: Session) => {
      const { loaded } = await session.engine('');
      return loaded.view;
    })(undefined, token),
  );

  session.documents.listen(connection);
  connection.listen();
  return session;
}

const emptyReport: DocumentDiagnosticReport = { kind: 'full', items: [] };

function initialize(session: Session, params: InitializeParams): InitializeResult {
  session.readClient(params);
  return {
    serverInfo: { name: 'teacherprint', version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      diagnosticProvider: {
        identifier: 'teacherprint',
        interFileDependencies: false,
        workspaceDiagnostics: false,
      },
      executeCommandProvider: { commands: Object.values(serverCommands) },
    },
  };
}
