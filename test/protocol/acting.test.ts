/** Baselines, ignore files and exports through the server; and that the terminal sees the same. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource, type Diagnostic } from 'vscode-languageserver-protocol';
import type { BaselineAction } from '../../protocol/commands.ts';
import {
  auditDataset,
  changeBaseline,
  type ChangedBaseline,
  exportSubset,
} from '../../protocol/messages.ts';
import type { AuditView } from '../../protocol/views.ts';
import { newFolder, savedDataset, uriOf } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { runProgram } from '../support/program.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

let client: LspClient;
beforeAll(async () => {
  // Copies are told apart from findings, and no baseline holds them; these texts are nearly the same.
  const settings = { duplicateSeverity: 'off' };
  client = await LspClient.start({ relatedInformation: false, settings });
});
afterAll(() => client.close());

const leak = messagesRow(leakingAnswer);
const otherLeak = messagesRow(leakingAnswer.replace('ChatGPT', 'Claude'));
const broken = '{"messages": [';
const rows = [messagesRow(plainAnswer), leak, broken, '', otherLeak, broken];

const codesOf = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, range }) => `${String(code)}:${range.start.line + 1}`).sort();

async function findingsOf(uri: string): Promise<string[]> {
  return codesOf(await client.diagnostics(uri));
}

const change = (uri: string, action: BaselineAction): Promise<ChangedBaseline> =>
  client.connection.sendRequest(changeBaseline, { uri, action });

const audit = (uri: string): Promise<AuditView> =>
  client.connection.sendRequest(auditDataset, { uri, field: null });

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** A dataset on the disk and in the editor. */
async function opened(lines: readonly string[]): Promise<{ uri: string; folder: string }> {
  const uri = savedDataset(lines.join('\n'));
  await client.open(uri, lines.join('\n'));
  return { uri, folder: dirname(fileURLToPath(uri)) };
}

describe('a baseline', () => {
  test('is made, named, and silences what it knows', async () => {
    const { uri, folder } = await opened(rows);
    const path = join(folder, 'teacherprint-baseline.json');
    expect(await change(uri, 'create')).toEqual({ path, added: 4, removed: 0, entries: 4 });
    expect(read(join(folder, 'teacherprint.json'))).toEqual({ baseline: basename(path) });
    expect(read(path)).toMatchObject({
      files: { 'data.jsonl': { rows: { 'broken-json': 2 } } },
    });
    expect(await findingsOf(uri)).toEqual([]);
    const { findings, baseline, top } = await audit(uri);
    expect({ findings, baseline }).toEqual({ findings: 0, baseline: { known: 4, stale: 0 } });
    expect(top.map(({ row }) => row)).toEqual([1]);
    await expect(change(uri, 'create')).rejects.toThrow('there is a baseline already');
  });

  test('does not know what comes later, and knows what moves', async () => {
    const { uri } = await opened(rows);
    await change(uri, 'create');
    const newLeak = messagesRow(leakingAnswer.replace('ChatGPT', 'Gemini'));
    await client.edit(uri, [newLeak, ...rows.toReversed(), broken].join('\n'));
    expect(await findingsOf(uri)).toEqual(['broken-json:8', 'self-identification:1']);
    await change(uri, 'update');
    expect(await findingsOf(uri)).toEqual([]);
  });

  test('is told to be stale, and pruned', async () => {
    const { uri, folder } = await opened(rows);
    await change(uri, 'create');
    await client.edit(uri, [leak, broken].join('\n'));
    expect((await audit(uri)).baseline).toEqual({ known: 2, stale: 2 });
    const path = join(folder, 'teacherprint-baseline.json');
    expect(await change(uri, 'prune')).toEqual({ path, added: 0, removed: 2, entries: 2 });
    expect((await audit(uri)).baseline).toEqual({ known: 2, stale: 0 });
  });

  test('that cannot be read is said where the findings are', async () => {
    const { uri, folder } = await opened([leak]);
    writeFileSync(join(folder, 'teacherprint.json'), '{"baseline": "base.json"}');
    expect(await findingsOf(uri)).toEqual(['config:1', 'self-identification:1']);
    expect(client.registrations.filter((it) => it.includes('WatchedFiles')).length).toBe(2);
    await expect(audit(uri)).rejects.toThrow('the baseline cannot be read');
    writeFileSync(join(folder, 'base.json'), '{');
    await expect(change(uri, 'update')).rejects.toThrow('the baseline is not JSON');
    writeFileSync(join(folder, 'teacherprint.json'), '{"baseline": 7}');
    await expect(change(uri, 'create')).rejects.toThrow('baseline: must be a text');
  });

  test('is not written if the request is cancelled', async () => {
    const { uri, folder } = await opened(Array.from({ length: 4000 }, () => leak));
    const source = new CancellationTokenSource();
    const params = { uri, action: 'create', workDoneToken: 'cancelled' } as const;
    const request = client.connection.sendRequest(changeBaseline, params, source.token);
    await vi.waitFor(() => expect(client.workDone.length).toBeGreaterThan(0));
    source.cancel();
    await expect(request).rejects.toThrow('cancelled');
    expect(readdirSync(folder)).toEqual(['data.jsonl']);
  });

  test('shows how far it is', async () => {
    const { uri } = await opened(rows);
    client.workDone.length = 0;
    const params = { uri, action: 'create', workDoneToken: 'shown' } as const;
    await client.connection.sendRequest(changeBaseline, params);
    const kinds = client.workDone.map(({ kind }) => kind);
    expect(kinds).toEqual(['begin', 'report', 'end']);
    expect(client.workDone[1]!.percentage).toBe(100);
  });
});

describe('an ignore file', () => {
  test('leaves its documents without findings, and says so', async () => {
    const { uri, folder } = await opened(rows);
    writeFileSync(join(folder, '.teacherprintignore'), '*.jsonl\n');
    expect(await findingsOf(uri)).toEqual([]);
    await vi.waitFor(() => expect(client.statuses.at(-1)).toBe('ready'));
    expect((await audit(uri)).findings).toBe(4);
    writeFileSync(join(folder, '.teacherprintignore'), '!data.jsonl\n');
    expect(await findingsOf(uri)).toHaveLength(4);
  });
});

describe('an export', () => {
  test('writes what stays and what goes', async () => {
    const { uri, folder } = await opened(rows);
    const kept = join(folder, 'kept.jsonl');
    const dropped = join(folder, 'dropped.jsonl');
    const view = await client.connection.sendRequest(exportSubset, {
      ...{ uri, mode: 'drop', rules: ['leak'], unreadable: 'drop' },
      ...{ annotate: null, kept, dropped },
    });
    expect(view).toEqual({ rows: 6, kept: 1, dropped: 2, unreadable: 3, unwritten: 0 });
    expect(readFileSync(kept, 'utf8')).toBe(`${rows[0]!}\n`);
    expect(readFileSync(dropped, 'utf8')).toBe(rows.slice(1).join('\n'));
  });

  test('is of the bytes on the disk, whatever line ends the editor shows', async () => {
    const uri = savedDataset(`${rows[0]!}\r\n${leak}\n${otherLeak}\r\n`);
    await client.open(uri, `${rows[0]!}\n${leak}\n${otherLeak}\n`);
    const kept = join(dirname(fileURLToPath(uri)), 'kept.jsonl');
    await client.connection.sendRequest(exportSubset, {
      ...{ uri, mode: 'keep', rules: ['verdict=unknown'], unreadable: 'drop' },
      ...{ annotate: null, kept, dropped: null },
    });
    expect(readFileSync(kept, 'utf8')).toBe(readFileSync(fileURLToPath(uri), 'utf8'));
  });

  test('says what is wrong, and writes nothing', async () => {
    const { uri, folder } = await opened(rows);
    const request = (rule: string, kept: string): Promise<unknown> =>
      client.connection.sendRequest(exportSubset, {
        ...{ uri, mode: 'drop', rules: [rule], unreadable: 'drop' },
        ...{ annotate: null, kept, dropped: null },
      });
    await expect(request('leek', join(folder, 'kept.jsonl'))).rejects.toThrow('there is no "leek"');
    await expect(request('leak', fileURLToPath(uri))).rejects.toThrow('at the same time');
    expect(readdirSync(folder)).toEqual(['data.jsonl']);
  });
});

/** Files beside `data.jsonl`, and its findings that are left. */
const silenced: [name: string, files: Record<string, string>, left: string[]][] = [
  [
    'nothing',
    {},
    ['broken-json:3', 'broken-json:6', 'self-identification:2', 'self-identification:5'],
  ],
  [
    'a sample',
    {
      'teacherprint.json':
        '{"suppressions": [{"file": "*", "sample": "SAMPLE", "rule": "self-identification"}]}',
    },
    ['broken-json:3', 'broken-json:6', 'self-identification:5'],
  ],
  [
    'all of a sample',
    {
      'teacherprint.json': '{"suppressions": [{"file": "*", "sample": "SAMPLE", "rule": "*"}]}',
    },
    ['broken-json:3', 'broken-json:6', 'self-identification:5'],
  ],
  [
    'a rule',
    { 'teacherprint.json': '{"suppressions": [{"file": "data.jsonl", "rule": "broken-json"}]}' },
    ['self-identification:2', 'self-identification:5'],
  ],
  [
    'a file',
    { 'teacherprint.json': '{"suppressions": [{"file": "data.jsonl", "rule": "*"}]}' },
    [],
  ],
  [
    'another file',
    { 'teacherprint.json': '{"suppressions": [{"file": "x/data.jsonl", "rule": "*"}]}' },
    ['broken-json:3', 'broken-json:6', 'self-identification:2', 'self-identification:5'],
  ],
  [
    'a baseline',
    {
      'teacherprint.json': '{"baseline": "known/base.json"}',
      'known/base.json':
        '{"schema": 1, "files": {"../data.jsonl": ' +
        '{"texts": {"self-identification": ["SAMPLE"]}, "rows": {"broken-json": 1}}}}',
    },
    ['broken-json:6', 'self-identification:5'],
  ],
  [
    'a baseline and a rule',
    {
      'teacherprint.json':
        '{"baseline": "base.json", "suppressions": [{"file": "*", "rule": "broken-json"}]}',
      'base.json':
        '{"schema": 1, "files": {"data.jsonl": {"texts": {"self-identification": ["SAMPLE"]}}}}',
    },
    ['self-identification:5'],
  ],
];

interface Report {
  files: { findings: { row: number; flags: string[]; skipped: string | null }[] }[];
}

describe('editor and terminal report the same', () => {
  test.each(silenced)('where %s is silenced', async (_, files, left) => {
    const { uri, folder } = await opened(rows);
    const [first] = (await client.diagnostics(uri)).filter(({ range }) => range.start.line === 1);
    const { sample } = first!.data as { sample: string };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content.replace('SAMPLE', sample));
    }
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    expect(await findingsOf(uri)).toEqual(left);
    const { top } = await audit(uri);
    const args = ['audit', 'data.jsonl', '--format', 'json', '--quiet'];
    const rules = ['--fail-on', 'leak', '--fail-on', 'unreadable'];
    const { stdout, ...outcome } = await runProgram([...args, ...rules], { cwd: folder });
    expect(outcome).toEqual({ stderr: '', code: left.length > 0 ? 1 : 0 });
    const [report] = (JSON.parse(stdout) as Report).files;
    for (const samples of [top, report!.findings]) {
      const reported = samples.flatMap(({ row, flags, skipped }) =>
        [...flags, ...(skipped === null ? [] : [skipped])].map((code) => `${code}:${row}`),
      );
      expect(reported.sort()).toEqual(left);
    }
  });

  test('where a folder is ignored, but for what is named', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, '.teacherprintignore'), 'raw/\n');
    const seen: string[] = [];
    for (const name of ['raw/a.jsonl', 'b.jsonl']) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, rows.join('\n'));
      await client.open(uriOf(path), rows.join('\n'));
      if ((await findingsOf(uriOf(path))).length > 0) seen.push(name);
    }
    const audited = async (...paths: string[]): Promise<string[]> => {
      const args = ['audit', ...paths, '--format', 'json', '--quiet'];
      const { stdout } = await runProgram(args, { cwd: folder });
      return (JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path);
    };
    expect(seen).toEqual(['b.jsonl']);
    expect(await audited('.')).toEqual(seen);
    expect(await audited('**/*.jsonl')).toEqual(seen);
    expect(await audited('raw/a.jsonl', '.')).toEqual(['raw/a.jsonl', 'b.jsonl']);
    const { stderr, code } = await runProgram(['audit', 'raw', '--quiet'], { cwd: folder });
    expect(stderr).toBe('teacherprint: raw: all that is here is in .teacherprintignore\n');
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'teacherprint.json'))).toBe(false);
  });
});
