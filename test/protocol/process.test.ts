/** The server as a process of its own, as editors start it. */

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import {
  createProtocolConnection,
  type InitializeResult,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import * as messages from '../../protocol/messages.ts';
import { LspClient } from '../support/lsp-client.ts';
import { plainAnswer } from '../support/texts.ts';

const program = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

test('speaks over standard input and output, and ends when told to', async () => {
  const server = spawn(process.execPath, [program, 'lsp', '--stdio']);
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const { serverInfo } = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  expect(serverInfo?.name).toBe('teacherprint');
  await connection.sendNotification('initialized', {});
  const { sample } = await connection.sendRequest(messages.scoreText, { text: plainAnswer });
  expect(sample.skipped).toBeNull();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await ended).toBe(0);
});

test('says what is wrong with a broken profile, and answers harmlessly', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
  const profile = join(folder, 'broken.profile');
  writeFileSync(profile, 'not a profile at all');
  const client = await LspClient.start({ profile });
  await vi.waitFor(() => expect(client.statuses).toContain('failed'));
  expect(client.errors[0]).toContain('not a Teacherprint profile');
  await client.open('untitled:data.jsonl', '{"text": "x"}');
  expect(await client.diagnostics('untitled:data.jsonl')).toEqual([]);
  await client.close();
});
