/** The language server as editors start it: a process of its own that speaks over its pipes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type {
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  Position,
} from 'vscode-languageserver-protocol';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { serverStatus } from '../protocol/messages.ts';
import { cliFile } from './audit-process.ts';

export interface LspProcess {
  /** From the start of the process until it had its profile and its workers. */
  readonly readyMs: number;
  readonly pid: number;
  /** For requests of our own. */
  readonly connection: ProtocolConnection;
  open(text: string): Promise<void>;
  /** Inserts a text before a position. */
  insert(position: Position, text: string): Promise<void>;
  diagnostics(): Promise<Diagnostic[]>;
  hover(position: Position): Promise<Hover | null>;
  stop(): Promise<void>;
}

const uri = 'untitled:bench.jsonl';
const textDocument = { uri };

export async function startLspProcess(): Promise<LspProcess> {
  const started = performance.now();
  const server = spawn(process.execPath, [cliFile, 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  await becomeReady(connection);
  const readyMs = performance.now() - started;
  let version = 1;
  return {
    readyMs,
    pid: server.pid ?? 0,
    connection,
    open: (text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'jsonl', version, text },
      }),
    insert: (position, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: { start: position, end: position }, text }],
      }),
    async diagnostics() {
      const report = await connection.sendRequest<DocumentDiagnosticReport>(
        'textDocument/diagnostic',
        { textDocument },
      );
      return report.kind === 'full' ? report.items : [];
    },
    hover: (position) => connection.sendRequest('textDocument/hover', { textDocument, position }),
    async stop() {
      const ended = once(server, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

async function becomeReady(connection: ProtocolConnection): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    connection.onNotification(serverStatus, ({ state, message }) => {
      if (state === 'ready') resolve();
      if (state === 'failed') reject(new Error(message));
    });
  });
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown'] } } },
  });
  await connection.sendNotification('initialized', {});
  await ready;
}
