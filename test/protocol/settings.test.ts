/** Settings of the client: per document, when they change, and when they are wrong. */

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { describeProfile } from '../../protocol/messages.ts';
import { newFolder, newUri } from '../support/documents.ts';
import { writeEagerProfile } from '../support/eager-profile.ts';
import { watchJobs } from '../support/jobs.ts';
import { LspClient } from '../support/lsp-client.ts';
import { leakingAnswer, messagesRow } from '../support/texts.ts';

let client: LspClient;
let uri: string;
beforeAll(async () => {
  client = await LspClient.start();
  await client.session.engine('');
});
beforeEach(async () => {
  uri = newUri();
  await client.open(uri, document);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await client.configure(() => ({}));
});
afterAll(() =>
  // What is said on purpose.
  client.close({ logged: /^teacherprint\.\w+ must be|^diagnostics?: .*no settings today/s }),
);

const document = `${messagesRow(leakingAnswer)}\n{"messages": [\n`;

async function shown(of = uri): Promise<[code: unknown, severity: unknown][]> {
  return (await client.diagnostics(of)).map(({ code, severity }) => [code, severity]);
}

const warning = 2;
const information = 3;
const usual = [
  ['self-identification', warning],
  ['broken-json', information],
];

describe('settings', () => {
  test('are each document’s own', async () => {
    const other = newUri();
    await client.open(other, document);
    await client.configure((scope) => (scope === other ? { leakSeverity: 'off' } : {}));
    expect(await shown(other)).toEqual([['broken-json', information]]);
    expect(await shown()).toEqual(usual);
  });

  test('hold as soon as they change, and nothing is judged again', async () => {
    expect(await shown()).toEqual(usual);
    const jobs = await watchJobs(client);
    const { refreshes } = client;
    await client.configure(() => ({ leakSeverity: 'off', problemSeverity: 'warning' }));
    await vi.waitFor(() => expect(client.refreshes).toBeGreaterThan(refreshes));
    expect(await shown()).toEqual([['broken-json', warning]]);
    expect(jobs()).toEqual([]);
  });

  test('that are wrong are told once, and their defaults hold', async () => {
    await client.configure(() => ({ leakSeverity: 'loud', workers: -1, unknown: 7 }));
    expect(await shown()).toEqual(usual);
    await client.open(newUri(), document);
    await client.configure(() => ({ leakSeverity: 'loud', workers: -1 }));
    expect(await shown()).toEqual(usual);
    const said = client.logged.map((message) => message.split(' must be')[0]);
    expect(said).toEqual(['teacherprint.leakSeverity', 'teacherprint.workers']);
  });

  test.each([null, 7, 'text', [], [null]])('that are %j are none', async (settings) => {
    await client.configure(() => settings);
    expect(await shown()).toEqual(usual);
  });

  test('that a client fails to give are asked for again', async () => {
    await client.configure(() => {
      throw new Error('no settings today');
    });
    expect(await shown()).toEqual([]);
    client.settings = () => ({});
    expect(await shown()).toEqual(usual);
  });

  test('of another profile judge by it, and end the workers of the one before', async () => {
    const { pool } = await client.session.engine('');
    const profile = join(newFolder(), 'eager.profile');
    writeEagerProfile(profile);
    const { sha256 } = await client.connection.sendRequest(describeProfile);
    await client.configure(() => ({ profile }));
    expect(await shown()).toContainEqual(['match', warning]);
    expect((await client.connection.sendRequest(describeProfile)).sha256).not.toBe(sha256);
    await expect(pool.run({ kind: 'explain-text', text: 'x' })).rejects.toThrow('closed');
  });

  test('of other workers start as many', async () => {
    await client.configure(() => ({ workers: 3 }));
    expect(await shown()).toEqual(usual);
    expect((await client.session.engine(uri)).pool.size).toBe(3);
  });
});

describe('teacherprint.json', () => {
  const write = (content: string): void =>
    writeFileSync(join(dirname(fileURLToPath(uri)), 'teacherprint.json'), content);

  test('is watched', async () => {
    const method = 'workspace/didChangeWatchedFiles';
    await vi.waitFor(() => expect(client.registrations).toContain(method));
    expect(await shown()).toEqual(usual);
    write('{"fields": {"*.jsonl": "absent"}}');
    const { refreshes } = client;
    await client.connection.sendNotification(method, {
      changes: [{ uri, type: FileChangeType.Created }],
    });
    await vi.waitFor(() => expect(client.refreshes).toBeGreaterThan(refreshes));
    expect(await shown()).toEqual([
      ['no-text', information],
      ['broken-json', information],
    ]);
  });

  test('that is wrong is told at the document’s head, and not used', async () => {
    write('{"fields": {"*.jsonl": ".."}}');
    const [problem] = await client.diagnostics(uri);
    expect(problem).toMatchObject({ code: 'config', range: { start: { line: 0, character: 0 } } });
    expect(problem!.message).toContain('must be a field such as output');
    expect((await shown()).slice(1)).toEqual(usual);
  });
});
