/** Open documents: diagnostics, hovers, actions, and what happens when they change. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Diagnostic, Hover } from 'vscode-languageserver-protocol';
import { LspClient, type ClientOptions } from '../support/lsp-client.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

let folder: string;
let uri: string;
let client: LspClient;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
  uri = pathToFileURL(join(folder, 'data.jsonl')).href;
});

afterEach(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

const document = [messagesRow(plainAnswer), messagesRow(leakingAnswer), '{"messages": [', ''].join(
  '\n',
);

async function openClient(text: string, options: ClientOptions = {}): Promise<void> {
  client = await LspClient.start(options);
  await client.open(uri, text);
}

const codes = (diagnostics: readonly Diagnostic[]): unknown[] =>
  diagnostics.map(({ code }) => code);

describe('diagnostics', () => {
  test('mark leaks at their place and broken rows with their reason', async () => {
    await openClient(document);
    const diagnostics = await client.diagnostics(uri);
    expect(codes(diagnostics)).toEqual(['self-identification', 'broken-json']);
    const [leak, broken] = diagnostics;
    const row = document.split('\n')[1]!;
    const { start, end } = leak!.range;
    expect(start.line).toBe(1);
    expect(row.slice(start.character, end.character)).toMatch(/^As ChatGPT/);
    expect(leak!.codeDescription?.href).toMatch(/diagnostics\.md#self-identification$/);
    expect(broken!.message).toContain('the row ends too early');
  });

  test('answer "unchanged" to whoever knows the result already', async () => {
    await openClient(document);
    const first = await client.pull(uri);
    const second = await client.pull(uri, first.resultId);
    expect(second.kind).toBe('unchanged');
  });

  test('are pushed to a client that cannot pull, and taken back on close', async () => {
    await openClient(document, { pull: false });
    await vi.waitFor(() => expect(client.published.get(uri)).toHaveLength(2), { timeout: 5000 });
    await client.closeDocument(uri);
    await vi.waitFor(() => expect(client.published.get(uri)).toEqual([]));
  });

  test('judge only the rows that an edit changed', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => messagesRow(`${plainAnswer} (${i})`));
    await openClient(rows.join('\n'));
    await client.diagnostics(uri);
    const before = client.session.analyses.rowsJudged;
    rows[20] = messagesRow(leakingAnswer);
    await client.edit(uri, rows.join('\n'), 2);
    expect(codes(await client.diagnostics(uri))).toEqual(['self-identification']);
    expect(client.session.analyses.rowsJudged - before).toBe(1);
  });

  test('follow rows that move', async () => {
    await openClient(document);
    await client.diagnostics(uri);
    await client.edit(uri, `${messagesRow('An inserted row. '.repeat(12))}\n${document}`, 2);
    const [leak] = await client.diagnostics(uri);
    expect(leak!.range.start.line).toBe(2);
  });

  test('stay within their limit and count the rest', async () => {
    const rows = Array.from({ length: 30 }, () => '{');
    await openClient(rows.join('\n'), { settings: { maxDiagnostics: 10 } });
    const diagnostics = await client.diagnostics(uri);
    expect(diagnostics).toHaveLength(11);
    expect(diagnostics.at(-1)!.message).toContain('20 more');
  });

  test('obey a change of settings', async () => {
    await openClient(document);
    await client.diagnostics(uri);
    await client.configure({ leakSeverity: 'off', problemSeverity: 'warning' });
    await vi.waitFor(() => expect(client.refreshes).toBe(1));
    const diagnostics = await client.diagnostics(uri);
    expect(codes(diagnostics)).toEqual(['broken-json']);
    expect(diagnostics[0]!.severity).toBe(2);
  });

  test('say how to audit a document that is too large to be live', async () => {
    await openClient(document, { settings: { liveMegabytes: 0 } });
    const [only] = await client.diagnostics(uri);
    expect(only!.message).toContain('Audit Dataset File');
  });

  test('leave documents alone that are no datasets', async () => {
    client = await LspClient.start();
    const other = pathToFileURL(join(folder, 'notes.json')).href;
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: other, languageId: 'json', version: 1, text: document },
    });
    expect(await client.diagnostics(other)).toEqual([]);
  });
});

describe('bad documents', () => {
  const cases: [name: string, text: string, codes: string[]][] = [
    ['empty', '', []],
    ['blank lines', '\n\n', []],
    ['a byte order mark', `\ufeff${messagesRow(plainAnswer)}`, []],
    [
      'lone carriage returns',
      `${messagesRow(plainAnswer)}\r${messagesRow(plainAnswer)}`,
      ['broken-json'],
    ],
    [
      'CRLF',
      `${messagesRow(plainAnswer)}\r\n${messagesRow(leakingAnswer)}\r\n`,
      ['self-identification'],
    ],
    ['NUL', `${messagesRow(plainAnswer)}\n{"a": "\u0000"}`, ['broken-json']],
    ['deep nesting', `${messagesRow(plainAnswer)}\n${'['.repeat(100_000)}`, ['broken-json']],
    ['an array', `${messagesRow(plainAnswer)}\n[1]`, ['not-an-object']],
    ['hostile keys', `${messagesRow(plainAnswer)}\n{"__proto__": {"messages": []}}`, ['no-text']],
  ];
  test.each(cases)('%s', async (_name, text, expected) => {
    await openClient(text);
    expect(codes(await client.diagnostics(uri))).toEqual(expected);
    // The server still answers afterwards.
    await client.edit(uri, messagesRow(leakingAnswer), 2);
    expect(codes(await client.diagnostics(uri))).toEqual(['self-identification']);
  });

  test('a lone carriage return does not shift the rows after it', async () => {
    await openClient(`{"text": 1}\r\r\n${messagesRow(leakingAnswer)}\n${messagesRow(plainAnswer)}`);
    const leak = (await client.diagnostics(uri)).find(({ code }) => code === 'self-identification');
    // Editors count the carriage returns as line ends, so the second row is on their line 2.
    expect(leak!.range.start.line).toBe(2);
  });
});

describe('hover', () => {
  const textOf = (hover: Hover | null): string =>
    (hover?.contents as { value: string } | undefined)?.value ?? '';

  test('gives the verdict, evidence for and against, and the error rate', async () => {
    await openClient(document);
    const hover = await client.hover(uri, { line: 0, character: 120 });
    const text = textOf(hover);
    expect(text).toMatch(/probability 0\.\d\d/);
    expect(text).toMatch(/\+\d\.\d\d bits, (?:phrase|spelling|template)/);
    expect(text).toContain('Against it');
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(hover!.range!.start.line).toBe(0);
  });

  test('is nothing outside of a sample', async () => {
    await openClient(document);
    expect(await client.hover(uri, { line: 0, character: 20 })).toBeNull();
    expect(await client.hover(uri, { line: 2, character: 3 })).toBeNull();
  });

  test('is plain text for a client that shows no Markdown', async () => {
    await openClient(document, { markdown: false });
    const hover = await client.hover(uri, { line: 0, character: 120 });
    expect((hover!.contents as { kind: string }).kind).toBe('plaintext');
    expect(textOf(hover)).not.toContain('**');
  });

  test('shows hostile text as code only', async () => {
    const hostile = '![x](http://127.0.0.1/x.png) <img src=x onerror=alert(1)> `` [a](command:b) ';
    await openClient(messagesRow(hostile.repeat(6) + plainAnswer));
    const text = textOf(await client.hover(uri, { line: 0, character: 120 }));
    // What is left after taking the code spans away is ours alone.
    const outside = text.replace(/(`+) .*? \1/g, '');
    expect(outside).not.toMatch(/[<[\]]|http/);
  });
});

describe('code actions', () => {
  test('explain a sample, or ignore what is said of its text', async () => {
    await openClient(document);
    const [leak, broken] = await client.diagnostics(uri);
    const titles = (await client.codeActions(uri, [leak!])).map(({ title }) => title);
    expect(titles).toEqual(['Explain this sample', 'Ignore "self-identification" for this text']);
    expect(await client.codeActions(uri, [broken!])).toEqual([]);
  });

  test('ignoring writes teacherprint.json, keeps what is in it, and silences the diagnostic', async () => {
    const config = join(folder, 'teacherprint.json');
    writeFileSync(config, '{\n    "fields": { "other.jsonl": "text" }\n}\n');
    await openClient(document);
    const [leak] = await client.diagnostics(uri);
    const ignore = (await client.codeActions(uri, [leak!]))[1]!.command!;
    await client.execute(ignore.command, ignore.arguments![0]);
    expect(codes(await client.diagnostics(uri))).toEqual(['broken-json']);
    const written = JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
    expect(written['fields']).toEqual({ 'other.jsonl': 'text' });
    expect(written['suppressions']).toEqual([
      {
        file: 'data.jsonl',
        sample: expect.stringMatching(/^[0-9a-f]{16}$/),
        rule: 'self-identification',
      },
    ]);
    expect(readFileSync(config, 'utf8')).toContain('\n    "fields"');
  });
});
