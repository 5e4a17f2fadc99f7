/** The server as a process of its own, as editors start it, and what it survives. */

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import * as messages from '../../protocol/messages.ts';
import { newFolder, newUri } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { outcomeOf, runProgram, startProgram } from '../support/program.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

describe('over standard input and output', () => {
  let server: ChildProcessWithoutNullStreams;
  let connection: ProtocolConnection;
  beforeEach(async () => {
    server = startProgram(['lsp', '--stdio']);
    connection = createProtocolConnection(
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
  });
  afterEach(() => {
    connection.dispose();
    server.kill();
  });

  test('it judges, and ends when it is told to', async () => {
    const { sample } = await connection.sendRequest(messages.scoreText, { text: plainAnswer });
    expect(sample.skipped).toBeNull();
    const ended = outcomeOf(server);
    await connection.sendRequest('shutdown');
    await expect(connection.sendRequest(messages.scoreText, { text: plainAnswer })).rejects.toThrow(
      'the server was shut down',
    );
    await connection.sendNotification('exit');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('it tells diagnostics to an editor that says nothing of what it can', async () => {
    const told = new Promise<unknown>((resolve) => {
      connection.onNotification('textDocument/publishDiagnostics', resolve);
    });
    const text = messagesRow(leakingAnswer);
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: newUri(), languageId: 'jsonl', version: 1, text },
    });
    expect(await told).toMatchObject({ diagnostics: [{ code: 'self-identification' }] });
  });

  test('it ends when the editor is gone', async () => {
    const ended = outcomeOf(server);
    await connection.sendRequest(messages.scoreText, { text: plainAnswer });
    connection.end();
    server.stdin.end();
    expect((await ended).code).toBe(1);
  });
});

test('a server that nobody can talk to says so', async () => {
  expect(await runProgram(['lsp'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'teacherprint: lsp needs one of --stdio, --node-ipc\n',
  });
});

test('a broken profile is told once, and every request is answered harmlessly', async () => {
  const profile = join(newFolder(), 'broken.profile');
  writeFileSync(profile, 'not a profile at all');
  const client = await LspClient.start({ profile });
  await vi.waitFor(() => expect(client.statuses).toContain('failed'));
  const uri = newUri();
  await client.open(uri, messagesRow(plainAnswer));
  expect(await client.diagnostics(uri)).toEqual([]);
  expect(await client.hover(uri, { line: 0, character: 120 })).toBeNull();
  await expect(
    client.connection.sendRequest(messages.scoreText, { text: plainAnswer }),
  ).rejects.toThrow('not a Teacherprint profile');
  expect(client.told).toEqual([expect.stringContaining('not a Teacherprint profile')]);
  await client.close({ logged: /not a Teacherprint profile/, told: /cannot judge anything/ });
});

test('a bug in one handler leaves the others, and the next request, alone', async () => {
  const client = await LspClient.start();
  const uri = newUri();
  await client.open(uri, messagesRow(leakingAnswer));
  const bug = new TypeError('a bug');
  const analyse = vi.spyOn(client.session.analyses, 'of').mockRejectedValue(bug);
  expect(await client.pull(uri)).toEqual({ kind: 'full', items: [] });
  expect(await client.hover(uri, { line: 0, character: 120 })).toBeNull();
  const { pool } = await client.session.engine('');
  const run = vi.spyOn(pool, 'run').mockRejectedValue(bug);
  await expect(client.connection.sendRequest(messages.scoreText, { text: 'x' })).rejects.toThrow(
    'a bug',
  );
  analyse.mockRestore();
  run.mockRestore();
  expect(await client.diagnostics(uri)).toHaveLength(1);
  // With its stack, for whoever looks for it.
  expect(client.logged).toHaveLength(3);
  await client.close({ logged: /^(?:diagnostic|hover|scoreText): TypeError: a bug\n +at / });
});
