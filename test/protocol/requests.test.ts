/** The custom requests: audits with progress and cancel, explanations, fields, the profile. */

import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { serverCommands } from '../../protocol/commands.ts';
import * as messages from '../../protocol/messages.ts';
import { reportFormats } from '../../protocol/report-formats.ts';
import type { AuditView } from '../../protocol/views.ts';
import { newFolder, savedDataset, uriOf } from '../support/documents.ts';
import { watchJobs } from '../support/jobs.ts';
import { LspClient } from '../support/lsp-client.ts';
import { runProgram } from '../support/program.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
});
afterAll(() => client.close({ told: /^changing\.jsonl changed while it was read/ }));

const audit = (uri: string, own = client): Promise<AuditView> =>
  own.connection.sendRequest(messages.auditDataset, { uri, field: null });

const ledger = ({ coverage }: AuditView): number =>
  coverage.analysed + Object.values(coverage.skipped).reduce((sum, n) => sum + n, 0);

/** Takes some seconds to audit. */
const largeRows = 16_000;
const large = `${messagesRow(plainAnswer.repeat(4))}\n`.repeat(largeRows);

test('the server says what it can do', () => {
  expect(client.capabilities).toMatchSnapshot({ serverInfo: { version: expect.any(String) } });
});

describe('auditDataset', () => {
  test('accounts for every row of a file on disk', async () => {
    const rows = [messagesRow(plainAnswer), '', '{broken', messagesRow(leakingAnswer), '{"a": 1}'];
    const view = await audit(savedDataset(rows.join('\n')));
    expect(view.state).toBe('complete');
    expect(view.coverage).toEqual({
      rows: 5,
      samples: 5,
      analysed: 2,
      skipped: { blank: 1, 'broken-json': 1, 'no-text': 1 },
    });
    expect(ledger(view)).toBe(view.coverage.samples);
    expect(view.field).toBe('messages[].content');
    expect(view.flags).toEqual({ 'self-identification': 1 });
    expect(view.findings).toBe(3);
  });

  test('reads unsaved edits, not the disk', async () => {
    const uri = savedDataset(messagesRow(plainAnswer));
    await client.open(uri, [messagesRow(plainAnswer), messagesRow(leakingAnswer)].join('\n'));
    expect((await audit(uri)).coverage.rows).toBe(2);
  });

  test('reads the disk where the editor shows other characters for bytes that are no text', async () => {
    const uri = savedDataset('');
    const bytes = Buffer.from(`${messagesRow(plainAnswer)}\n{"a": "\u00ff"}`, 'latin1');
    appendFileSync(fileURLToPath(uri), bytes);
    await client.open(uri, new TextDecoder().decode(bytes));
    expect((await audit(uri)).coverage.skipped).toEqual({ 'invalid-utf8': 1 });
  });

  test('finds what the diagnostics of the open document say', async () => {
    const example = new URL('../../examples/curation.jsonl', import.meta.url);
    const uri = example.href;
    await client.open(uri, readFileSync(example, 'utf8'));
    const diagnostics = await client.diagnostics(uri);
    const view = await audit(uri);
    const places = (samples: { row: number; turn: number | null }[]): string[] =>
      [...new Set(samples.map(({ row, turn }) => `${row}:${turn}`))].sort();
    const found = view.top.filter(
      ({ verdict, flags, skipped }) => verdict === 'match' || flags.length > 0 || skipped !== null,
    );
    const dataOf = (codes: RegExp): { row: number; turn: number }[] =>
      diagnostics
        .filter(({ code }) => codes.test(String(code)))
        .map(({ data }) => data as { row: number; turn: number });
    expect(places(dataOf(/^(?!drift$|.*duplicate$)/))).toEqual(places(found));
    // Of every cluster, all but the first.
    const copies = view.duplicates.clusters.flatMap(({ rows }) => rows.slice(1));
    const marked = dataOf(/duplicate$/).map(({ row }) => row);
    expect(marked.toSorted((a, b) => a - b)).toEqual(copies.toSorted((a, b) => a - b));
    expect(copies).toHaveLength(view.duplicates.copies + view.duplicates.nearCopies!);
  });

  test('tells what it knows while it runs, and keeps it when it is cancelled', async () => {
    const source = new CancellationTokenSource();
    const before = client.audits.length;
    const params = { uri: savedDataset(large), field: null };
    const request = client.connection.sendRequest(messages.auditDataset, params, source.token);
    await vi.waitFor(() => expect(client.audits.length).toBeGreaterThan(before), {
      timeout: 20_000,
    });
    source.cancel();
    const view = await request;
    expect(view.state).toBe('cancelled');
    expect(view.coverage.rows).toBeGreaterThanOrEqual(client.audits[before]!.coverage.rows);
    expect(view.coverage.rows).toBeLessThan(largeRows);
    expect(ledger(view)).toBe(view.coverage.samples);
    expect(client.audits.every(({ state }) => state === 'partial')).toBe(true);
  });

  test('says that a file changed while it was read', async () => {
    const uri = savedDataset(large.slice(0, 1 << 20), 'changing.jsonl');
    const jobs = await watchJobs(client);
    const request = audit(uri);
    await vi.waitFor(() => expect(jobs().length).toBeGreaterThan(0));
    appendFileSync(fileURLToPath(uri), '\n');
    await request;
    await vi.waitFor(() => expect(client.told.at(-1)).toContain('changing.jsonl changed'));
  });

  const wrong: [what: string, uri: string, why: string][] = [
    ['not there', uriOf(join(newFolder(), 'absent.jsonl')), 'absent.jsonl: no such file'],
    ['a folder', uriOf(newFolder()), ': is a folder'],
    ['no file of this machine', 'file:///a%2Fb.jsonl', 'this is no file of this machine'],
    ['not open', 'untitled:data.jsonl', 'the document is not open'],
  ];
  test.each(wrong)('says of what is %s what is wrong', async (_, uri, why) => {
    await expect(audit(uri)).rejects.toThrow(why);
  });
});

describe('the command to audit', () => {
  const start = async (): Promise<LspClient> => LspClient.start({ workDoneProgress: true });

  test('shows the progress that every editor knows', async () => {
    const own = await start();
    const argument = { uri: savedDataset(large.slice(0, 1 << 20)) };
    const view = (await own.execute(serverCommands.auditDataset, argument)) as AuditView;
    expect(view.state).toBe('complete');
    const kinds = own.workDone.map(({ kind }) => kind);
    expect(kinds[0]).toBe('begin');
    expect(kinds.at(-1)).toBe('end');
    const percentages = own.workDone.flatMap(({ kind, percentage }) =>
      kind === 'report' ? [percentage!] : [],
    );
    expect(percentages).toEqual(percentages.toSorted((a, b) => a - b));
    await own.close();
  });

  test('stops where its progress is cancelled', async () => {
    const own = await start();
    const request = own.execute(serverCommands.auditDataset, { uri: savedDataset(large) });
    await vi.waitFor(() => expect(own.workDone.length).toBeGreaterThan(1), { timeout: 20_000 });
    await own.connection.sendNotification('window/workDoneProgress/cancel', {
      token: own.workDoneTokens[0],
    });
    expect(((await request) as AuditView).state).toBe('cancelled');
    expect(own.workDone.at(-1)!.kind).toBe('end');
    await own.close();
  });
});

describe('explanations', () => {
  const explain = (params: messages.ExplainSampleParams): Promise<{ text: string }> =>
    client.connection.sendRequest(messages.explainSample, params);

  test('of a sample hold its text, evidence and places', async () => {
    const uri = savedDataset([messagesRow(plainAnswer), messagesRow(leakingAnswer)].join('\n'));
    const explanation = await client.connection.sendRequest(messages.explainSample, {
      uri,
      row: 2,
      turn: null,
    });
    expect(explanation.text).toBe(leakingAnswer);
    expect(explanation.leaks[0]).toMatchObject({ flag: 'self-identification', claims: 'gpt' });
    expect(explanation.evidence.length).toBeGreaterThan(0);
    for (const { start, end, text } of explanation.evidence) {
      expect(leakingAnswer.slice(start, end)).toBe(text);
    }
  });

  test('of a sample compare the families that come first, its own before the others', async () => {
    const { sample, against, nearest } = await client.connection.sendRequest(messages.scoreText, {
      text: plainAnswer,
    });
    expect(nearest.map(({ family }) => family).slice(0, 2)).toEqual([sample.family, against]);
    for (const { family, probability } of nearest) {
      expect(probability).toBe(sample.families[family]);
    }
    const kinds = ['phrase', 'spelling', 'template', 'layout', 'ends'];
    expect(nearest.map(({ experts }) => experts.map(({ expert }) => expert))).toEqual(
      nearest.map(() => kinds),
    );
  });

  test('of what is not there are refused in a sentence', async () => {
    const uri = savedDataset(`${messagesRow(plainAnswer)}\n{"messages": [`);
    const cases: [row: number, turn: number | null, why: string][] = [
      [7, null, 'data.jsonl: has 2 rows, so there is no row 7'],
      [0, null, 'data.jsonl:0: rows are counted from 1'],
      [1.5, null, 'data.jsonl:1.5: rows are counted from 1'],
      [2, null, 'data.jsonl:2: not JSON: the row ends too early'],
      [1, 9, 'data.jsonl:1: turn 9 holds no text that a model wrote'],
    ];
    for (const [row, turn, why] of cases) {
      await expect(explain({ uri, row, turn })).rejects.toThrow(why);
    }
    const nothing = { uri: savedDataset('{"n": 1}'), row: 1, turn: null };
    await expect(explain(nothing)).rejects.toThrow('no field holds a text');
  });

  test('of a bare text need no file', async () => {
    const { sample, nearest } = await client.connection.sendRequest(messages.scoreText, {
      text: 'Too short.',
    });
    expect(sample.verdict).toBe('too-short');
    expect(nearest).toEqual([]);
  });
});

test('setField corrects where the text is, for editor and audits alike, and only there', async () => {
  const row = JSON.stringify({ note: plainAnswer, output: 'x' });
  const uri = savedDataset(row, 'odd [1].jsonl');
  await client.open(uri, row);
  await client.connection.sendRequest(messages.setField, { uri, field: 'note' });
  expect(await audit(uri)).toMatchObject({ field: 'note', coverage: { analysed: 1 } });
  await client.connection.sendRequest(messages.setField, { uri, field: null });
  expect((await audit(uri)).field).toBe('output');
  await expect(
    client.connection.sendRequest(messages.setField, { uri, field: '..' }),
  ).rejects.toThrow(/is not a field/);
});

test('describeProfile names the profile and its bytes', async () => {
  const profile = await client.connection.sendRequest(messages.describeProfile);
  expect(profile.families).toContain('claude');
  expect(profile.sha256).toMatch(/^[0-9a-f]{64}$/);
});

describe('exportReport', () => {
  const example = fileURLToPath(new URL('../../examples/curation.jsonl', import.meta.url));

  test('writes what the terminal writes, but for the path', async () => {
    const folder = newFolder();
    const mine = (format: string): string => join(folder, `editor.${format}`);
    for (const format of reportFormats) {
      const params = { uri: uriOf(example), field: null, format, target: uriOf(mine(format)) };
      await client.connection.sendRequest(messages.exportReport, params);
    }
    const theirs = (format: string): string => join(folder, `terminal.${format}`);
    const outputs = reportFormats.flatMap((format) => ['--output', `${format}=${theirs(format)}`]);
    const { code } = await runProgram(['audit', example, ...outputs], { cwd: dirname(example) });
    expect(code).toBe(0);
    for (const format of reportFormats) {
      const seen = readFileSync(mine(format), 'utf8');
      expect(seen.length, format).toBeGreaterThan(500);
      expect(seen, format).toBe(readFileSync(theirs(format), 'utf8'));
    }
  });

  test('says how far it is; cancelled, it leaves what was there', async () => {
    const own = await LspClient.start();
    const uri = savedDataset(large);
    const target = join(newFolder(), 'report.csv');
    writeFileSync(target, 'older');
    const source = new CancellationTokenSource();
    const params = { uri, field: null, format: 'csv', target: uriOf(target) } as const;
    const request = own.connection.sendRequest(
      messages.exportReport,
      { ...params, workDoneToken: 'export' },
      source.token,
    );
    const refused = expect(request).rejects.toThrow('cancelled');
    await vi.waitFor(() => {
      expect(own.workDone.filter(({ kind }) => kind === 'report').length).toBeGreaterThan(0);
    }, 20_000);
    source.cancel();
    await refused;
    expect(readFileSync(target, 'utf8')).toBe('older');
    expect(readdirSync(dirname(target))).toEqual(['report.csv']);
    await own.close();
  });

  test('refuses what it should not do', async () => {
    const uri = savedDataset(messagesRow(plainAnswer));
    const refused = (params: object) =>
      expect(
        client.connection.sendRequest(messages.exportReport.method, {
          ...{ uri, field: null, format: 'csv', target: uri },
          ...params,
        }),
      ).rejects;
    await refused({}).toThrow(/is to be audited and written at the same time/);
    await refused({ format: 'xml' }).toThrow('there is no report format "xml"');
    await refused({ target: 'untitled:x' }).toThrow(/save the document/);
  });
});
