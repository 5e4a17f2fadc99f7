/** Diagnostics of open documents, and what happens to them when these change. */

import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  CancellationTokenSource,
  type Diagnostic,
  LSPErrorCodes,
} from 'vscode-languageserver-protocol';
import { auditDataset } from '../../protocol/messages.ts';
import { driftWords } from '../../protocol/words.ts';
import { newFolder, newUri } from '../support/documents.ts';
import { writeEagerProfile } from '../support/eager-profile.ts';
import { watchJobs } from '../support/jobs.ts';
import { type ClientOptions, LspClient } from '../support/lsp-client.ts';
import { styledRows } from '../support/styles.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

/** For all tests that need no client of their own; it calls matches easily and shows evidence. */
let client: LspClient;
beforeAll(async () => {
  const profile = join(newFolder(), 'eager.profile');
  writeEagerProfile(profile);
  client = await LspClient.start({ profile, relatedInformation: true });
});
afterAll(() => client.close());
afterEach(() => {
  vi.restoreAllMocks();
});

const document = [messagesRow('Short.'), messagesRow(leakingAnswer), '{"messages": [', ''].join(
  '\n',
);

async function opened(text: string): Promise<string> {
  const uri = newUri();
  await client.open(uri, text);
  return uri;
}

/** With a client that differs from the usual one. */
async function withClient(
  options: ClientOptions,
  text: string,
  check: (own: LspClient, uri: string) => Promise<void>,
): Promise<void> {
  const own = await LspClient.start(options);
  const uri = newUri();
  await own.open(uri, text);
  await check(own, uri);
  await own.close();
}

/** Matches and copies have tests of their own. */
const codesOf = (diagnostics: readonly Diagnostic[]): unknown[] =>
  diagnostics.map(({ code }) => code).filter((code) => !/^match$|duplicate$/.test(String(code)));

/** Rows that are not equal, of some three hundred bytes each. */
const manyRows = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => messagesRow(`${plainAnswer} (${i})`));

describe('diagnostics', () => {
  test('mark leaks at their place and broken rows with their reason', async () => {
    const diagnostics = await client.diagnostics(await opened(document));
    expect(codesOf(diagnostics)).toEqual(['self-identification', 'broken-json']);
    const [leak, broken] = diagnostics.slice(-2);
    const row = document.split('\n')[1]!;
    const { start, end } = leak!.range;
    expect(start.line).toBe(1);
    expect(row.slice(start.character, end.character)).toMatch(/^As ChatGPT/);
    expect(leak!.codeDescription?.href).toMatch(/diagnostics\.md#self-identification$/);
    expect(broken!.message).toContain('the row ends too early');
  });

  test('mark matches at their text, with evidence at its places', async () => {
    const rows = manyRows(1).concat(messagesRow(leakingAnswer));
    const matches = (await client.diagnostics(await opened(rows.join('\n')))).filter(
      ({ code }) => code === 'match',
    );
    expect(matches.length).toBeGreaterThan(0);
    for (const { range, message, relatedInformation } of matches) {
      const row = rows[range.start.line]!;
      const marked = row.slice(range.start.character, range.end.character);
      expect(row).toContain(`"content":"${marked}"`);
      expect(message).toMatch(/^\w+, probability 0\.9\d \(\w[\w ]*\).*; q [01]\.\d{3}\.$/);
      for (const { location, message: evidence } of relatedInformation ?? []) {
        const { start, end } = location.range;
        expect(evidence).toMatch(/^\+\d+\.\d\d bits \([a-z ]+\): "/);
        expect(evidence).toContain(row.slice(start.character, end.character));
      }
    }
  });

  test('mark the row from which somebody else writes, where the audit sees it', async () => {
    const rows = (author: string, count: number): string[] =>
      styledRows('garden', [author], count, 1).map(({ text }) => messagesRow(text));
    const text = [...rows('ornate', 30), ...rows('other', 20)].join('\n');
    await withClient({}, text, async (own, uri) => {
      const drift = (await own.diagnostics(uri)).filter(({ code }) => code === 'drift');
      expect(drift.map(({ range }) => range.start.line)).toEqual([30]);
      const view = await own.connection.sendRequest(auditDataset, { uri, field: null });
      expect(view.drift.map(({ row }) => row)).toEqual([31]);
      expect(drift[0]!.message).toBe(`${driftWords(view.drift[0]!, (name) => name)}.`);
      expect(drift[0]!.codeDescription?.href).toMatch(/diagnostics\.md#drift$/);
    });
    await withClient({ settings: { matchSeverity: 'off' } }, text, async (own, uri) => {
      expect((await own.diagnostics(uri)).map(({ code }) => code)).not.toContain('drift');
    });
  });

  test('tell the two texts of a preferred pair apart', async () => {
    const row = JSON.stringify({ chosen: 'Short.', rejected: leakingAnswer });
    const diagnostics = await client.diagnostics(await opened(row));
    const leak = diagnostics.find(({ code }) => code === 'self-identification');
    expect(leak!.range.start.character).toBeGreaterThan(row.indexOf('"rejected"'));
    expect(leak!.data).toMatchObject({ turn: 1 });
  });

  test('are pushed to a client that cannot pull, and taken back on close', async () => {
    await withClient({ pull: false }, document, async (own, uri) => {
      await vi.waitFor(() => expect(own.published.get(uri)).toHaveLength(2), { timeout: 9000 });
      await own.closeDocument(uri);
      await vi.waitFor(() => expect(own.published.get(uri)).toEqual([]));
    });
  });

  test('stay within their limit and count the rest', async () => {
    await withClient({ settings: { maxDiagnostics: 10 } }, '{\n'.repeat(30), async (own, uri) => {
      const diagnostics = await own.diagnostics(uri);
      expect(diagnostics).toHaveLength(11);
      expect(diagnostics.at(-1)!.message).toContain('20 more');
    });
  });

  test('say how to audit a document that is too large to be live', async () => {
    await withClient({ settings: { liveMegabytes: 0 } }, document, async (own, uri) => {
      const [only] = await own.diagnostics(uri);
      expect(only!.message).toContain('Audit Dataset File');
      expect(await own.hover(uri, { line: 1, character: 120 })).toBeNull();
    });
  });

  test('leave documents alone that are no datasets', async () => {
    const uri = newUri('notes.json');
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text: document },
    });
    expect(await client.diagnostics(uri)).toEqual([]);
  });
});

describe('copies', () => {
  const rows = [
    messagesRow(plainAnswer),
    messagesRow(leakingAnswer),
    messagesRow(`Sure! ${plainAnswer}`),
    messagesRow(plainAnswer),
  ];
  const copiesOf = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
    diagnostics.filter(({ code }) => /duplicate$/.test(String(code)));

  test('are marked, the first of them is not, and come last', async () => {
    const uri = await opened(rows.join('\n'));
    const diagnostics = await client.diagnostics(uri);
    const copies = copiesOf(diagnostics);
    expect(diagnostics.slice(-copies.length)).toEqual(copies);
    expect(copies.map(({ code, range }) => [code, range.start.line])).toEqual([
      ['near-duplicate', 2],
      ['duplicate', 3],
    ]);
    const [near, exact] = copies;
    expect(near!.message).toMatch(
      /^Nearly the same text as in row 1 \(similarity about 0\.\d\d\)\.$/,
    );
    expect(exact).toMatchObject({ message: 'The same text as in row 1.', severity: 3 });
    for (const { relatedInformation } of copies) {
      const { start, end } = relatedInformation![0]!.location.range;
      expect(start.line).toBe(0);
      expect(rows[0]!.slice(start.character, end.character)).toBe(plainAnswer);
    }
  });

  test('are found and forgotten as rows are edited', async () => {
    const uri = await opened(rows.slice(0, 2).join('\n'));
    expect(copiesOf(await client.diagnostics(uri))).toEqual([]);
    await client.edit(uri, rows.join('\n'));
    expect(copiesOf(await client.diagnostics(uri))).toHaveLength(2);
    await client.edit(uri, rows.slice(1).join('\n'));
    const [only, ...others] = copiesOf(await client.diagnostics(uri));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ code: 'near-duplicate', range: { start: { line: 2 } } });
  });

  test('can be ignored, and turned off', async () => {
    const uri = await opened(rows.join('\n'));
    const [near] = copiesOf(await client.diagnostics(uri));
    const actions = await client.codeActions(uri, [near!]);
    const { command } = actions.find(({ title }) => title.startsWith('Ignore'))!;
    await client.execute(command!.command, command!.arguments![0]);
    await vi.waitFor(async () => {
      const codes = copiesOf(await client.diagnostics(uri)).map(({ code }) => code);
      expect(codes).toEqual(['duplicate']);
    });
    await withClient(
      { settings: { duplicateSeverity: 'off' } },
      rows.join('\n'),
      async (own, its) => {
        expect(copiesOf(await own.diagnostics(its))).toEqual([]);
      },
    );
  });
});

describe('a result that the client knows', () => {
  test('is "unchanged", and not made again', async () => {
    const uri = await opened(document);
    const { resultId } = await client.pull(uri);
    const jobs = await watchJobs(client);
    expect(await client.pull(uri, resultId)).toEqual({ kind: 'unchanged', resultId });
    expect(jobs()).toEqual([]);
  });

  test('is not that of another text, in a document that is opened again', async () => {
    const uri = newUri();
    const open = async (text: string): Promise<void> =>
      client.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'jsonl', version: 1, text },
      });
    await open(document);
    const { resultId } = await client.pull(uri);
    await client.closeDocument(uri);
    await open('{');
    expect(await client.pull(uri, resultId)).toMatchObject({ kind: 'full', items: [{}] });
  });
});

describe('after an edit', () => {
  test('only the rows that changed are judged, and nothing is explained again', async () => {
    const rows = manyRows(1200);
    const uri = await opened(rows.join('\n'));
    const explained = (await client.diagnostics(uri)).filter(
      ({ relatedInformation }) => relatedInformation !== undefined,
    );
    expect(explained.length).toBeGreaterThan(0);
    const jobs = await watchJobs(client);
    // Behind the rows on which the field depends, and none that was explained.
    const isExplained = (line: number): boolean =>
      explained.some((d) => d.range.start.line === line);
    const line = rows.findIndex((_, index) => index > 1000 && !isExplained(index));
    const end = { line, character: rows[line]!.length };
    await client.edit(uri, `{\n${messagesRow('Short.')}`, { start: { line, character: 0 }, end });
    await client.diagnostics(uri);
    expect(jobs()).toEqual([{ kind: 'scan', firstRow: line + 1, rows: 2 }]);
  });

  test('of what the field depends on, all rows are judged by the new one', async () => {
    const rows = Array.from({ length: 3 }, () =>
      JSON.stringify({ output: 'x', note: leakingAnswer }),
    );
    const uri = await opened(rows.join('\n'));
    expect(codesOf(await client.diagnostics(uri))).toEqual([]);
    await client.edit(uri, rows.join('\n').replaceAll('"output":"x",', ''));
    expect(codesOf(await client.diagnostics(uri))).toHaveLength(3);
  });

  test('findings follow rows that move', async () => {
    const uri = await opened(document);
    await client.diagnostics(uri);
    const start = { line: 0, character: 0 };
    await client.edit(uri, `${messagesRow('Brief.')}\n`, { start, end: start });
    const [leak] = (await client.diagnostics(uri)).slice(-2);
    expect(leak!.range.start.line).toBe(2);
  });

  test('a request about the text before is told to ask again', async () => {
    const uri = await opened(manyRows(3000).join('\n'));
    const jobs = await watchJobs(client);
    const outdated = client.pull(uri);
    await vi.waitFor(() => expect(jobs().length).toBeGreaterThan(1), { timeout: 9000 });
    await client.edit(uri, document);
    await expect(outdated).rejects.toMatchObject({
      code: LSPErrorCodes.ServerCancelled,
      data: { retriggerRequest: true },
    });
    expect(codesOf(await client.diagnostics(uri))).toHaveLength(2);
  });
});

describe('a cancelled request', () => {
  test('is answered at once, and nothing more is done for it', async () => {
    const uri = await opened(manyRows(3001).join('\n'));
    const jobs = await watchJobs(client);
    const source = new CancellationTokenSource();
    const request = client.pull(uri, undefined, source.token);
    await vi.waitFor(() => expect(jobs().length).toBeGreaterThan(1), { timeout: 9000 });
    source.cancel();
    await expect(request).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    const done = jobs().length;
    // The next one need not wait for what was given up.
    expect(codesOf(await client.diagnostics(await opened('{')))).toEqual(['broken-json']);
    expect(
      jobs()
        .slice(done)
        .map(({ kind }) => kind),
    ).toEqual(['detect', 'scan']);
  });

  test('takes nothing away from another one that waits for the same', async () => {
    const uri = await opened(manyRows(5001).join('\n'));
    const jobs = await watchJobs(client);
    const source = new CancellationTokenSource();
    const cancelled = client.hover(uri, { line: 0, character: 120 }, source.token);
    const other = client.pull(uri);
    await vi.waitFor(() => expect(jobs().length).toBeGreaterThan(1), { timeout: 9000 });
    source.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect((await other).kind).toBe('full');
    const judged = jobs().filter(({ kind }) => kind === 'scan');
    expect(judged.reduce((sum, { rows }) => sum + rows, 0)).toBe(5001);
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
    [
      'more values than memory',
      `${messagesRow(plainAnswer)}\n{"a": [${'{},'.repeat(600_000)}{}]}`,
      ['row-too-large'],
    ],
    ['an array', `${messagesRow(plainAnswer)}\n[1]`, ['not-an-object']],
    ['hostile keys', `${messagesRow(plainAnswer)}\n{"__proto__": {"messages": []}}`, ['no-text']],
  ];
  test.each(cases)('%s', async (_name, text, expected) => {
    const uri = await opened(text);
    expect(codesOf(await client.diagnostics(uri))).toEqual(expected);
    // The server still answers afterwards.
    await client.edit(uri, messagesRow(leakingAnswer));
    expect(codesOf(await client.diagnostics(uri))).toEqual(['self-identification']);
  });

  test('a byte order mark and lone carriage returns do not shift what follows', async () => {
    const row = messagesRow(leakingAnswer);
    for (const [before, line] of [
      ['\ufeff', 0],
      [`\ufeff{"text": 1}\r\r\n\ufeff`, 2],
    ] as const) {
      const diagnostics = await client.diagnostics(await opened(before + row));
      const { range } = diagnostics.find(({ code }) => code === 'self-identification')!;
      // Editors count the carriage returns as line ends, so the second row is on their line 2.
      expect(range.start.line).toBe(line);
      expect(`\ufeff${row}`.slice(range.start.character, range.end.character)).toMatch(
        /^As ChatGPT/,
      );
    }
  });

  test('the name of a field reaches nobody unescaped', async () => {
    const field = 'te\u202ext';
    const uri = await opened(`{"${field}":"${plainAnswer}"}\n{"n": 1}`);
    const [missing] = (await client.diagnostics(uri)).slice(-1);
    expect(missing!.message).toContain('no text at te\\u{202e}xt');
  });
});
