/** Collecting through the server: prepared, agreed to, sent once; and no trace of messages holds a key. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CancellationTokenSource, Trace } from 'vscode-languageserver-protocol/node';
import { sealKey } from '../../extension/seal-key.ts';
import type { KeyParams, PrepareCollectionParams } from '../../protocol/collecting.ts';
import { endpointDefaults } from '../../protocol/endpoints.ts';
import * as messages from '../../protocol/messages.ts';
import { answer, type ChatServer, sendJson, startChatServer } from '../endpoint/chat-server.ts';
import { canary, readAnswers } from '../endpoint/set-up.ts';
import { savedDataset } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { jsonLines } from '../support/styles.ts';

let server: ChatServer;
let client: LspClient;
let uri: string;
let folder: string;
const traced: string[] = [];

beforeEach(async () => {
  server = await startChatServer();
  client = await LspClient.start();
  traced.length = 0;
  // What an editor does when its user sets teacherprint.trace.server to verbose.
  await client.connection.trace(Trace.Verbose, {
    log: (message: unknown, data?: unknown) => {
      traced.push(`${JSON.stringify(message)} ${JSON.stringify(data)}`);
    },
  });
  const rows = Array.from({ length: 30 }, (_, i) => ({
    prompt: `Question ${i % 28}?`,
    output: 'A.',
  }));
  uri = savedDataset(jsonLines(rows));
  folder = dirname(fileURLToPath(uri));
});

afterEach(async () => {
  await client.close();
  await server.close();
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const text of [...files, ...traced, ...client.logged, ...client.told]) {
    expect(text).not.toContain(canary);
  }
});

const endpoint = () => ({ url: `${server.url}/`, allowsHttp: false });

async function sealed(key = canary): Promise<KeyParams> {
  const view = await client.connection.sendRequest(messages.describeEndpoint, endpoint());
  expect(view.address).toBe(server.url);
  return { kind: 'sealed', sealed: sealKey(key, view) };
}

function wishes(more: Partial<PrepareCollectionParams> = {}): PrepareCollectionParams {
  const { maxTokens, timeoutSeconds } = endpointDefaults;
  return {
    ...endpoint(),
    uri,
    models: [
      { name: 'heron', family: 'birds' },
      { name: 'carp', family: 'fish' },
    ],
    prompts: 10,
    calls: 30,
    tokens: null,
    ...{ maxTokens, timeoutSeconds },
    keyFrom: 'a storage',
    output: join(folder, 'answers.jsonl'),
    resumes: false,
    ...more,
  };
}

const prepare = (more: Partial<PrepareCollectionParams> = {}) =>
  client.connection.sendRequest(messages.prepareCollection, wishes(more));

test('prompts are counted, and how many of them are worth asking is said', async () => {
  const view = await client.connection.sendRequest(messages.countPrompts, { uri });
  expect(view).toMatchObject({ prompts: 28, hasMore: false, sizes: [{ prompts: 25 }] });
});

test('models are listed by who has them, with the key and without a prompt', async () => {
  server.behave((response) => {
    const data = [{ id: 'qwen3:8b' }, { id: 'heron' }, { id: 7 }, 'x', { id: 'heron' }];
    sendJson(response, { data });
  });
  const key = await sealed();
  const models = await client.connection.sendRequest(messages.listModels, { ...endpoint(), key });
  expect(models).toEqual([
    { name: 'heron', family: null },
    { name: 'qwen3:8b', family: 'qwen' },
  ]);
  expect(server.requests).toMatchObject([{ method: 'GET', path: '/v1/models', text: '' }]);
  expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${canary}`);
});

test.each<[string, Parameters<ChatServer['behave']>[0]]>([
  ['no answer', (response) => response.writeHead(404).end()],
  ['a page', (response) => response.writeHead(200).end('<html>')],
  [
    'a list of nothing',
    (response) => {
      sendJson(response, []);
    },
  ],
  [
    'the key itself',
    (response, { headers }) => {
      sendJson(response, { error: { message: headers.authorization } }, 401);
    },
  ],
  ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
])('a server that gives %s in place of models is told of', async (_, behavior) => {
  server.behave(behavior);
  const key = await sealed();
  const asked = client.connection.sendRequest(messages.listModels, { ...endpoint(), key });
  await expect(asked).rejects.toThrow(`${server.url}/models: `);
  await expect(asked).rejects.not.toThrow(canary);
});

test('what was shown is sent, with the key and once', async () => {
  const { collection, preview, ...view } = await prepare();
  expect(view).toMatchObject({ questions: 20, answered: 0, minutes: 1 });
  expect(preview).toContain('Key       from a storage');
  expect(server.requests).toEqual([]);
  expect(readdirSync(folder)).toEqual(['data.jsonl']);

  // Whatever becomes of the file since then.
  writeFileSync(fileURLToPath(uri), '{"prompt": "Something else?"}');
  const key = await sealed();
  const params = { collection, key, workDoneToken: 'here' };
  const collected = await client.connection.sendRequest(messages.collect, params);
  expect(collected).toMatchObject({ planned: 20, answered: 20, calls: 20 });
  const shown = preview.split('\n').filter((line) => line.startsWith('{'));
  const sent = server.requests.map(({ text }) => text);
  expect(sent).toEqual(expect.arrayContaining(shown));
  expect(sent.join('\n')).not.toContain('Something else');
  for (const { headers } of server.requests) expect(headers.authorization).toBe(`Bearer ${canary}`);
  expect(readAnswers(collected.output).length).toBe(20);
  expect(client.workDone.at(-1)).toEqual({ kind: 'end' });

  const again = client.connection.sendRequest(messages.collect, { collection, key });
  await expect(again).rejects.toThrow('nothing of this name is prepared');
  expect(server.requests.length).toBe(20);
});

test('cancelled, it answers with what there is, and goes on later', async () => {
  const cancelling = new CancellationTokenSource();
  server.behave((response, request) => {
    if (server.requests.length === 8) cancelling.cancel();
    if (server.requests.length < 8) answer(response, request);
  });
  const first = await prepare();
  const params = { collection: first.collection, key: await sealed() };
  const { token } = cancelling;
  const some = await client.connection.sendRequest(messages.collect, params, token);
  expect(some.answered).toBeGreaterThan(0);
  expect(some.unasked.cancelled).toBeGreaterThan(0);
  server.behave(answer);
  await expect(prepare()).rejects.toThrow('--resume');
  const second = await prepare({ resumes: true });
  expect(second).toMatchObject({ questions: 20, answered: some.answered });
  const rest = { collection: second.collection, key: await sealed() };
  expect(await client.connection.sendRequest(messages.collect, rest)).toMatchObject({
    answered: 20,
  });
});

test('a budget of calls is a hard stop', async () => {
  const { collection } = await prepare({ calls: 7 });
  const params = { collection, key: await sealed() };
  const view = await client.connection.sendRequest(messages.collect, params);
  expect(view).toMatchObject({ answered: 7, unasked: { budget: 13 }, calls: 7 });
  expect(server.requests.length).toBe(7);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['an address in the clear', () => prepare({ url: 'http://example.com/v1' }), /in the clear/],
  ['a machine of the cloud', () => prepare({ url: 'http://169.254.169.254/v1' }), /own network/],
  ['the dataset as output', () => prepare({ output: fileURLToPath(uri) }), /read and written/],
  [
    'a file without prompts',
    () => prepare({ uri: savedDataset('{"text": "A text."}\n') }),
    /no prompt was found/,
  ],
  [
    'a variable that holds no key',
    async () => {
      const { collection } = await prepare();
      const key = { kind: 'variable', name: 'TEACHERPRINT_NO_SUCH_KEY' } as const;
      return client.connection.sendRequest(messages.collect, { collection, key });
    },
    /TEACHERPRINT_NO_SUCH_KEY holds no key/,
  ],
  [
    'a key that somebody else sealed',
    async () => {
      const { collection } = await prepare();
      const key = { kind: 'sealed', sealed: 'AAAA' } as const;
      return client.connection.sendRequest(messages.collect, { collection, key });
    },
    /sealed for another server/,
  ],
])('%s is refused with a sentence, and nothing is sent', async (_, ask, words) => {
  await expect(ask()).rejects.toThrow(words);
  expect(server.requests).toEqual([]);
  expect(existsSync(join(folder, 'answers.jsonl'))).toBe(false);
});

test('the trace would have shown a key that is not sealed', async () => {
  const key: KeyParams = { kind: 'variable', name: 'NOT_THE_CANARY' };
  const { collection } = await prepare();
  const asked = client.connection.sendRequest(messages.collect, { collection, key });
  await expect(asked).rejects.toThrow('holds no key');
  await vi.waitFor(() => {
    expect(traced.join('\n')).toContain('NOT_THE_CANARY');
  });
});
