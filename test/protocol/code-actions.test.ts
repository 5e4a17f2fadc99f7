/** What one can do about a diagnostic, and what comes of doing it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { serverCommands } from '../../protocol/commands.ts';
import { newFolder, newUri } from '../support/documents.ts';
import { writeEagerProfile } from '../support/eager-profile.ts';
import { LspClient } from '../support/lsp-client.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
});
afterAll(() => client.close());

const document = [messagesRow(plainAnswer), messagesRow(leakingAnswer), '{"messages": ['].join(
  '\n',
);

async function opened(text: string): Promise<{ uri: string; config: string }> {
  const uri = newUri();
  await client.open(uri, text);
  return { uri, config: join(dirname(fileURLToPath(uri)), 'teacherprint.json') };
}

const codesOf = (diagnostics: readonly Diagnostic[]): unknown[] =>
  diagnostics.map(({ code }) => code);

async function ignoreOf(uri: string, diagnostic: Diagnostic): Promise<CodeAction> {
  const actions = await client.codeActions(uri, [diagnostic]);
  return actions.find(({ title }) => title.startsWith('Ignore'))!;
}

const apply = ({ command }: CodeAction): Promise<unknown> =>
  client.execute(command!.command, command!.arguments![0]);

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const suppressionOfLeak = {
  file: 'data.jsonl',
  sample: expect.stringMatching(/^[0-9a-f]{16}$/),
  rule: 'self-identification',
};

describe('code actions', () => {
  test('explain a text, or ignore what is said of it', async () => {
    const { uri } = await opened(document);
    const [leak, broken] = await client.diagnostics(uri);
    const actions = await client.codeActions(uri, [leak!]);
    expect(actions.map(({ title }) => title)).toEqual([
      'Explain this sample',
      'Ignore this finding',
      'Ignore all "self-identification" findings in this file',
      'Ignore this file',
    ]);
    expect(actions[0]!.command).toMatchObject({
      command: 'teacherprint.explainSample',
      arguments: [{ uri, row: 2, turn: 1 }],
    });
    const ofBroken = await client.codeActions(uri, [broken!]);
    expect(ofBroken.map(({ title }) => title)).toEqual([
      'Ignore all "broken-json" findings in this file',
      'Ignore this file',
    ]);
  });

  test('correct the field where a row has no text', async () => {
    const { uri } = await opened(`${messagesRow(plainAnswer)}\n{"other": 1}`);
    const [missing] = await client.diagnostics(uri);
    const titles = (await client.codeActions(uri, [missing!])).map(({ title }) => title);
    expect(titles).toEqual([
      'Choose the field that holds the text',
      'Ignore all "no-text" findings in this file',
      'Ignore this file',
    ]);
  });

  test('are none for what is not of this server', async () => {
    const { uri } = await opened(document);
    const [leak] = await client.diagnostics(uri);
    const strangers: Diagnostic[] = [
      { ...leak!, source: 'eslint' },
      { ...leak!, data: undefined },
      { ...leak!, data: { row: 'x', turn: 1, sample: 'y', code: 'match' } },
      { ...leak!, data: null },
    ];
    expect(await client.codeActions(uri, strangers)).toEqual([]);
  });

  test('name no command that the client does not have', async () => {
    const own = await LspClient.start();
    const uri = newUri();
    own.session.client = { ...own.session.client, commands: [] };
    await own.open(uri, document);
    const [leak] = await own.diagnostics(uri);
    const titles = (await own.codeActions(uri, [leak!])).map(({ title }) => title);
    expect(titles).toEqual([
      'Ignore this finding',
      'Ignore all "self-identification" findings in this file',
      'Ignore this file',
    ]);
    await own.close();
  });
});

describe('ignoring', () => {
  test('writes teacherprint.json, keeps what is in it, and silences the diagnostic', async () => {
    const { uri, config } = await opened(document);
    writeFileSync(config, '{\n    "fields": { "other.jsonl": "text" }\n}\n');
    const [leak] = await client.diagnostics(uri);
    await apply(await ignoreOf(uri, leak!));
    expect(codesOf(await client.diagnostics(uri))).toEqual(['broken-json']);
    expect(read(config)).toEqual({
      fields: { 'other.jsonl': 'text' },
      suppressions: [suppressionOfLeak],
    });
    expect(readFileSync(config, 'utf8')).toContain('\n    "fields"');
  });

  const wide: [title: string, rule: string, left: string[]][] = [
    ['Ignore all', 'self-identification', ['broken-json']],
    ['Ignore this file', '*', []],
  ];
  test.each(wide)('%s… is written for the file and nothing below', async (title, rule, left) => {
    const { uri, config } = await opened(document);
    const [leak] = await client.diagnostics(uri);
    const actions = await client.codeActions(uri, [leak!]);
    await apply(actions.find((action) => action.title.startsWith(title))!);
    expect(codesOf(await client.diagnostics(uri))).toEqual(left);
    expect(read(config)).toEqual({ suppressions: [{ file: './data.jsonl', rule }] });
  });

  test('means the text, though its row moved since', async () => {
    const { uri } = await opened(document);
    const [leak] = await client.diagnostics(uri);
    const ignore = await ignoreOf(uri, leak!);
    await client.edit(uri, `${messagesRow('Short.')}\n${document}`);
    await apply(ignore);
    expect(codesOf(await client.diagnostics(uri))).toEqual(['broken-json']);
  });

  test('two findings at once loses neither', async () => {
    const answers = ['As ChatGPT, I cannot taste. ', 'As Claude, I cannot smell. '];
    const { uri, config } = await opened(
      answers.map((answer) => messagesRow(answer.repeat(5))).join('\n'),
    );
    const diagnostics = await client.diagnostics(uri);
    expect(diagnostics).toHaveLength(2);
    await Promise.all(diagnostics.map(async (leak) => apply(await ignoreOf(uri, leak))));
    expect(read(config)).toEqual({ suppressions: [suppressionOfLeak, suppressionOfLeak] });
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test('tells the client to ask again', async () => {
    const { uri } = await opened(document);
    const [leak] = await client.diagnostics(uri);
    const { refreshes } = client;
    await apply(await ignoreOf(uri, leak!));
    await vi.waitFor(() => expect(client.refreshes).toBeGreaterThan(refreshes));
  });

  test('works for a match, of which the other findings stay', async () => {
    const profile = join(newFolder(), 'eager.profile');
    writeEagerProfile(profile);
    const own = await LspClient.start({ profile });
    const uri = newUri();
    await own.open(uri, document);
    const diagnostics = await own.diagnostics(uri);
    const match = diagnostics.find(({ code }) => code === 'match')!;
    const [, ignore, ignoreAll] = await own.codeActions(uri, [match]);
    await own.execute(ignore!.command!.command, ignore!.command!.arguments![0]);
    const left = codesOf(await own.diagnostics(uri));
    expect(left).toHaveLength(diagnostics.length - 1);
    expect(left).toContain('self-identification');
    await own.execute(ignoreAll!.command!.command, ignoreAll!.command!.arguments![0]);
    expect(codesOf(await own.diagnostics(uri))).toEqual(left.filter((code) => code !== 'match'));
    await own.close();
  });

  test('says why it cannot be written', async () => {
    const { uri, config } = await opened(document);
    const [leak] = await client.diagnostics(uri);
    const ignore = await ignoreOf(uri, leak!);
    const cases: [content: string, reason: string][] = [
      ['{"suppressions": [', 'it is not JSON; mend it first'],
      ['[]', 'it is not an object; mend it first'],
      ['{"suppressions": {"a": 1}}', '"suppressions" is not a list'],
    ];
    for (const [content, reason] of cases) {
      writeFileSync(config, content);
      await expect(apply(ignore)).rejects.toThrow(`${config}: cannot be changed: ${reason}`);
      expect(readFileSync(config, 'utf8')).toBe(content);
    }
    const argument = { uri: 'untitled:a', sample: '0'.repeat(16), code: 'match' };
    await expect(client.execute(serverCommands.ignore, argument)).rejects.toThrow(
      'save the document as a file first',
    );
  });
});
