/** Views of datasets: windows of rows, filters over audits, searches, and files that change. */

import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import * as messages from '../../protocol/messages.ts';
import {
  everyRow,
  type RowFilter,
  type RowsView,
  type ViewerState,
} from '../../protocol/viewer.ts';
import { newUri, savedDataset } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

let client: LspClient;
const states = new Map<string, ViewerState[]>();

beforeAll(async () => {
  client = await LspClient.start();
  client.connection.onNotification(messages.viewerProgress, ({ viewer, state }) => {
    states.set(viewer, [...(states.get(viewer) ?? []), state]);
  });
});
afterAll(() => client.close());

let views = 0;

interface View {
  readonly uri: string;
  rows(filter?: Partial<RowFilter>, from?: number, count?: number): Promise<RowsView>;
  locate(row: number, filter?: Partial<RowFilter>): Promise<number | null>;
  /** Of the list that was asked for last, when nothing goes on any more. */
  settled(): Promise<ViewerState>;
  close(): Promise<void>;
}

function view(uri: string): View {
  const viewer = `view ${++views}`;
  const { connection } = client;
  return {
    uri,
    rows: (filter = {}, from = 0, count = 50) =>
      connection.sendRequest(messages.viewRows, {
        viewer,
        uri,
        filter: { ...everyRow, ...filter },
        from,
        count,
      }),
    locate: (row, filter = {}) =>
      connection.sendRequest(messages.locateRow, {
        viewer,
        uri,
        filter: { ...everyRow, ...filter },
        row,
      }),
    settled: () =>
      vi.waitFor(
        () => {
          const state = states.get(viewer)?.at(-1);
          expect(state?.rows.isFinal).toBe(true);
          expect(state?.list.isFinal).toBe(true);
          return state!;
        },
        { timeout: 20_000 },
      ),
    close: () => connection.sendNotification(messages.closeViewer, { viewer }),
  };
}

const audit = (uri: string): Promise<unknown> =>
  client.connection.sendRequest(messages.auditDataset, { uri, field: null });

const mixed = [
  messagesRow(plainAnswer),
  messagesRow(leakingAnswer),
  '{broken',
  '',
  messagesRow('Short.'),
  '{"a": 1}',
];

test('shows rows with their texts, their problems and their places', async () => {
  const shown = view(savedDataset(`${mixed.join('\r\n')}\r\n`));
  const { rows, state, field } = await shown.rows();
  expect(field).toBe('messages[].content');
  expect(rows.map(({ row, line }) => [row, line])).toEqual([1, 2, 3, 4, 5, 6].map((n) => [n, n]));
  expect(rows[0]).toMatchObject({
    turn: 1,
    role: 'assistant',
    samples: 1,
    problem: null,
    mark: null,
  });
  expect(plainAnswer.startsWith(rows[0]!.preview.slice(0, 200))).toBe(true);
  expect(rows[0]!.preview.length).toBeLessThanOrEqual(300);
  expect(rows[0]!.bytes).toBe(Buffer.byteLength(mixed[0]!));
  expect(rows.map(({ problem }) => problem !== null)).toEqual([
    false,
    false,
    true,
    true,
    false,
    true,
  ]);
  expect(state).toMatchObject({ audit: null, search: null, problem: null });
  expect(await shown.settled()).toMatchObject({ rows: { count: 6, isFinal: true } });
  await shown.close();
});

test('gives the window that is asked for, and no more than two hundred rows', async () => {
  const lines = Array.from({ length: 500 }, (_, index) => `{"text":"number ${index + 1}"}`);
  const shown = view(savedDataset(lines.join('\n')));
  const { rows } = await shown.rows({}, 490, 50);
  expect(rows.map(({ preview }) => preview)).toEqual(
    lines.slice(490).map((line) => line.slice(9, -2)),
  );
  expect((await shown.rows({}, 0, 1_000_000)).rows).toHaveLength(200);
  expect((await shown.rows({}, 9999)).rows).toEqual([]);
  expect([await shown.locate(333), await shown.locate(501)]).toEqual([332, null]);
  await shown.close();
});

test('filters and sorts by what an audit found, also of one before the file was opened', async () => {
  const uri = savedDataset(mixed.join('\n'));
  await audit(uri);
  const shown = view(uri);
  const all = await shown.rows();
  expect(all.rows.map(({ mark }) => mark?.skipped)).toEqual([
    null,
    null,
    'broken-json',
    'blank',
    'too-short',
    'no-text',
  ]);
  expect(all.rows[1]!.mark!.flags).toEqual(['self-identification']);
  expect(all.state.audit).toMatchObject({ state: 'complete', samples: 6, samplesLeft: 0 });
  const rowsOf = async (filter: Partial<RowFilter>): Promise<number[]> =>
    (await shown.rows(filter)).rows.map(({ row }) => row);
  expect(await rowsOf({ verdict: 'skipped' })).toEqual([3, 4, 5, 6]);
  expect(await rowsOf({ verdict: 'too-short' })).toEqual([5]);
  expect(await rowsOf({ flag: 'self-identification' })).toEqual([2]);
  expect((await rowsOf({ order: 'flags' }))[0]).toBe(2);
  expect(await shown.locate(5, { verdict: 'skipped' })).toBe(2);
  expect(await shown.locate(1, { verdict: 'skipped' })).toBeNull();
  await shown.close();
});

test('verdicts come while an audit runs, and stay when it is cancelled', async () => {
  const uri = savedDataset(`${messagesRow(plainAnswer.repeat(4))}\n`.repeat(8000));
  const shown = view(uri);
  expect((await shown.rows({ verdict: 'unknown' })).state.list.count).toBe(0);
  const source = new CancellationTokenSource();
  const running = client.connection.sendRequest(
    messages.auditDataset,
    { uri, field: null },
    source.token,
  );
  await vi.waitFor(
    async () => {
      const { state, rows } = await shown.rows({ verdict: 'unknown' });
      expect(state.audit).toMatchObject({ state: 'partial' });
      expect(rows.length).toBeGreaterThan(0);
    },
    { timeout: 20_000 },
  );
  source.cancel();
  await running;
  const { state } = await shown.rows({ verdict: 'unknown' });
  expect(state.audit!.state).toBe('cancelled');
  expect(state.list.count).toBe(state.audit!.samples);
  await shown.close();
});

test('finds a text in all rows, and shows where it stands', async () => {
  const filler = 'and so on '.repeat(100);
  const lines = Array.from({ length: 3000 }, (_, index) =>
    messagesRow(`${filler}number ${index + 1} is here ${filler}`),
  );
  const shown = view(savedDataset(lines.join('\n')));
  const filter = { text: ' NUMBER 77 ' };
  await shown.rows(filter);
  expect((await shown.settled()).search).toEqual({
    rowsSearched: 3000,
    rowsLeft: 0,
    isFinal: true,
  });
  const { rows } = await shown.rows(filter);
  expect(rows.map(({ row }) => row)).toEqual([77]);
  expect(rows[0]!.preview).toContain('number 77 is here');
  await shown.close();
});

test('explains a row of a file that is shown without looking for it', async () => {
  const shown = view(savedDataset(mixed.join('\n')));
  await shown.rows();
  await shown.settled();
  const explain = (row: number): Promise<{ text: string }> =>
    client.connection.sendRequest(messages.explainSample, { uri: shown.uri, row, turn: null });
  expect((await explain(2)).text).toBe(leakingAnswer);
  await expect(explain(3)).rejects.toThrow(/:3: not JSON/);
  await expect(explain(7)).rejects.toThrow('there is no row 7');
  await shown.close();
});

test('says that a file changed, and shows it again when it is opened anew', async () => {
  const shown = view(savedDataset(mixed.join('\n')));
  await shown.rows();
  await shown.settled();
  appendFileSync(fileURLToPath(shown.uri), `\n${messagesRow(plainAnswer)}`);
  await expect(shown.rows()).rejects.toThrow('changed since it was opened');
  await shown.close();
  expect((await shown.rows()).rows).toHaveLength(7);
  await shown.close();
});

test('says what cannot be shown', async () => {
  const missing = newUri();
  await expect(view(missing).rows()).rejects.toThrow('no such file');
  await expect(view('untitled:Untitled-1').rows()).rejects.toThrow('save the document');
});

test('an empty file has no rows', async () => {
  const shown = view(savedDataset(''));
  expect((await shown.rows()).rows).toEqual([]);
  expect(await shown.settled()).toMatchObject({ rows: { count: 0 }, list: { count: 0 } });
  await shown.close();
});
