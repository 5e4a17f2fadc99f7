/** docs/protocol.md describes every message, and its examples are what the server takes and gives. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PrepareCollectionParams } from '../../protocol/collecting.ts';
import { serverCommands } from '../../protocol/commands.ts';
import * as logAudit from '../../protocol/log-audit.ts';
import * as messages from '../../protocol/messages.ts';
import type { StatusParams } from '../../protocol/messages.ts';
import * as studentAudit from '../../protocol/student-audit.ts';
import { answer, type ChatServer, sendJson, startChatServer } from '../endpoint/chat-server.ts';
import { LspClient } from '../support/lsp-client.ts';
import { studentFiles } from '../support/student-files.ts';
import { jsonLines, namedStyles, styledRows } from '../support/styles.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';
import { read } from './repository.ts';

/** Section named by a message or command → its JSON examples. */
const examples = new Map(
  ['', '-viewer', '-campaign', '-student', '-collecting']
    .map((page) => read(`docs/protocol${page}.md`))
    .join('\n')
    .split(/^### `/m)
    .slice(1)
    .map((section) => [
      section.slice(0, section.indexOf('`')),
      [...section.matchAll(/^```json\n(.*?)^```/gms)].map(([, json]) => json!),
    ]),
);

/** A fit takes seconds, and more where other tests run beside it. */
const patience = 120_000;

let folder: string;
let endpoint: ChatServer;
let client: LspClient;
const statuses: StatusParams[] = [];
const progress: messages.ViewerProgressParams[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'teacherprint-test-'));
  const rows = [messagesRow(plainAnswer), messagesRow(leakingAnswer), '{"messages": ['];
  writeFileSync(path.join(folder, 'train.jsonl'), rows.join('\n'));
  const references = styledRows('garden', namedStyles, 20, 1);
  writeFileSync(path.join(folder, 'requests.jsonl'), read('examples/requests.jsonl'));
  writeFileSync(path.join(folder, 'answers.jsonl'), jsonLines(references));
  for (const [name, text] of Object.entries(studentFiles()))
    writeFileSync(path.join(folder, name), text);
  endpoint = await startChatServer((response, request) => {
    if (request.method === 'GET') sendJson(response, { data: [{ id: 'qwen3:8b' }] });
    else answer(response, request);
  });
  client = await LspClient.start();
  client.connection.onNotification(messages.serverStatus, (status) => {
    statuses.push(status);
  });
  client.connection.onNotification(messages.viewerProgress, (state) => {
    progress.push(state);
  });
});

afterAll(async () => {
  await client.close();
  await endpoint.close();
  rmSync(folder, { recursive: true });
});

/** An example, with the dataset of this test in place of the one on the page. */
function exampleOf(name: string, index: number): unknown {
  const json = examples.get(name)?.at(index) ?? 'null';
  const here = json
    .replaceAll('http://localhost:11434/v1', endpoint.url)
    .replaceAll('file:///data', pathToFileURL(folder).href)
    .replaceAll('"/data/', `"${JSON.stringify(folder).slice(1, -1)}/`);
  return JSON.parse(here);
}

/** Objects whose keys are families, flags or reasons, and so differ from one dataset to the next. */
const tallies = new Set([
  ...['families', 'flags', 'claims', 'skipped', 'crossCheck', 'axes', 'failed', 'unasked'],
]);

/** The same fields, with values of the same kind. Null fits everything: it means "not known". */
function checkShape(actual: unknown, example: unknown, at: string): void {
  if (actual === null || example === null) return;
  expect(typeof actual, at).toBe(typeof example);
  expect(Array.isArray(actual), at).toBe(Array.isArray(example));
  if (typeof actual !== 'object' || typeof example !== 'object') return;
  const isTally = Array.isArray(example) || tallies.has(at.split('.').at(-1)!);
  if (!isTally) expect(Object.keys(actual).toSorted(), at).toEqual(Object.keys(example).toSorted());
  for (const [key, value] of Object.entries(example)) {
    if (!Object.hasOwn(actual, key)) continue;
    checkShape((actual as Record<string, unknown>)[key], value, `${at}.${key}`);
  }
}

test('the page has a section for every message and command, and for no other', () => {
  const methods = Object.values({ ...messages, ...logAudit, ...studentAudit }).map(
    ({ method }) => method,
  );
  const all = [...methods, ...Object.values(serverCommands)];
  expect([...examples.keys()].toSorted()).toEqual(all.toSorted());
});

test('every section has an example', () => {
  expect([...examples].filter(([, blocks]) => blocks.length === 0)).toEqual([]);
});

describe('the server takes and gives what the page shows', () => {
  const { auditDataset, explainSample, exportReport, scoreText, describeProfile, setField } =
    messages;
  const { changeBaseline, exportSubset, viewRows, locateRow } = messages;
  /** A request, and the section whose last example is its answer. */
  const requests = [
    [auditDataset.method, auditDataset.method],
    [explainSample.method, explainSample.method],
    [scoreText.method, explainSample.method],
    [describeProfile.method, describeProfile.method],
    [exportReport.method, null],
    [viewRows.method, viewRows.method],
    [setField.method, null],
    [changeBaseline.method, changeBaseline.method],
    [exportSubset.method, exportSubset.method],
    [messages.fitReferences.method, messages.fitReferences.method],
    [messages.describeEndpoint.method, messages.describeEndpoint.method],
    [messages.listModels.method, messages.listModels.method],
    [messages.countPrompts.method, messages.countPrompts.method],
    [logAudit.auditLogs.method, logAudit.auditLogs.method],
    [studentAudit.auditStudent.method, studentAudit.auditStudent.method],
    [studentAudit.describeAnswers.method, studentAudit.describeAnswers.method],
    [studentAudit.readAnswer.method, studentAudit.readAnswer.method],
  ] as const;
  test.each(requests)('%s', { timeout: patience }, async (method, answering) => {
    const { connection } = client;
    const answer = await (method === describeProfile.method
      ? connection.sendRequest(describeProfile)
      : connection.sendRequest<unknown>(method, exampleOf(method, 0)));
    if (answering === null) expect(answer).toBeNull();
    else checkShape(answer, exampleOf(answering, -1), method);
  });

  test('what was prepared is collected', async () => {
    const { connection } = client;
    const { prepareCollection, collect } = messages;
    const wishes = exampleOf(prepareCollection.method, 0) as PrepareCollectionParams;
    const prepared = await connection.sendRequest(prepareCollection, wishes);
    checkShape(prepared, exampleOf(prepareCollection.method, -1), prepareCollection.method);
    const { collection } = prepared;
    const params = { ...(exampleOf(collect.method, 0) as messages.CollectParams), collection };
    const collected = await connection.sendRequest(collect, params);
    checkShape(collected, exampleOf(collect.method, -1), collect.method);
  });

  test('campaigns are written down as they were found', { timeout: patience }, async () => {
    const { connection } = client;
    const asked = exampleOf(logAudit.auditLogs.method, 0);
    const answer = await connection.sendRequest<object>(logAudit.auditLogs.method, asked);
    const example = exampleOf(logAudit.exportCampaigns.method, 0) as object;
    const params = { ...example, campaigns: (answer as logAudit.LogAuditView).campaigns };
    const { method } = logAudit.exportCampaigns;
    expect(await connection.sendRequest<unknown>(method, params)).toBeNull();
    expect(readFileSync(path.join(folder, 'requests.report.html'), 'utf8')).toContain('campaign-1');
  });

  test('a student is written down as it was found', { timeout: patience }, async () => {
    const { connection } = client;
    const asked = exampleOf(studentAudit.auditStudent.method, 0);
    const answer = await connection.sendRequest<object>(studentAudit.auditStudent.method, asked);
    const example = exampleOf(studentAudit.exportStudentAudit.method, 0) as object;
    const params = { ...example, student: (answer as studentAudit.StudentAuditView).student };
    const { method } = studentAudit.exportStudentAudit;
    expect(await connection.sendRequest<unknown>(method, params)).toBeNull();
    expect(readFileSync(path.join(folder, 'pupil.report.html'), 'utf8')).toContain('red/red-1');
  });

  test('views are located, told of and closed', async () => {
    const { connection } = client;
    const example = exampleOf(locateRow.method, 0);
    expect(await connection.sendRequest<unknown>(locateRow.method, example)).toBe(1);
    const told = await vi.waitFor(() => progress.at(-1) ?? expect.unreachable('nothing was told'));
    expect(Object.keys(told)).toEqual(Object.keys(exampleOf(messages.viewerProgress.method, 0)!));
    await connection.sendNotification(
      messages.closeViewer.method,
      exampleOf(messages.closeViewer.method, 0),
    );
  });

  const commands = [
    [serverCommands.auditDataset, auditDataset.method],
    [serverCommands.ignore, null],
  ] as const;
  test.each(commands)('%s', async (command, answering) => {
    const answer = await client.execute(command, exampleOf(command, 0));
    if (answering === null) expect(answer).toBeNull();
    else checkShape(answer, exampleOf(answering, -1), command);
  });

  test('notifications', () => {
    const audit = exampleOf(auditDataset.method, -1) as object;
    const progress = exampleOf(messages.auditProgress.method, 0) as object;
    expect(Object.keys(audit)).toEqual(expect.arrayContaining(Object.keys(progress)));
    expect(statuses.length).toBeGreaterThan(0);
    checkShape(statuses[0], exampleOf(messages.serverStatus.method, 0), 'status');
  });
});
