/** Request logs through the server: what the terminal finds, progress, cancel, and what is refused. */

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { generateLog } from '../../bench/campaign/generate-log.ts';
import type { LogCoverage } from '../../protocol/campaign.ts';
import {
  auditLogs,
  type AuditLogsParams,
  exportCampaigns,
  type LogAuditView,
} from '../../protocol/log-audit.ts';
import { campaignFormats } from '../../protocol/report-formats.ts';
import { newFolder, savedDataset, uriOf } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { runProgram } from '../support/program.ts';

const patience = 120_000;
const secret = 'a secret of this test';

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
});
afterAll(() => client.close());

const audit = (
  uris: string[],
  params: Partial<AuditLogsParams> = {},
  token?: CancellationTokenSource['token'],
): Promise<LogAuditView> =>
  client.connection.sendRequest(
    auditLogs,
    { uris, mapping: {}, pseudonymKey: null, benignUri: null, ...params },
    token,
  );

/** 500 requests, a fifth of them by one campaign. */
const log = [...generateLog({ seed: 5, requests: 500, attack: 'reasoning', share: 0.2, days: 3 })]
  .map(({ row }) => JSON.stringify(row))
  .join('\n');
/** Somebody who says nothing. */
const silent = '{"api_key_id": "key_of_nobody"}';
const other = JSON.stringify({ who: 'a', say: [{ role: 'user', content: 'Good morning.' }] });

const sumOf = ({ analysed, skipped }: LogCoverage): number =>
  analysed + Object.values(skipped).reduce((sum, n) => sum + n, 0);

test(
  'editor and terminal find the same, to the letter of every report',
  async () => {
    const uri = savedDataset(`${log}\n{broken\n`, 'requests.jsonl');
    const path = fileURLToPath(uri);
    const { campaigns, problems } = await audit([uri], { pseudonymKey: secret });
    expect(campaigns.cards.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    const folder = newFolder();
    const mine = (format: string): string => join(folder, `editor.${format}`);
    const theirs = (format: string): string => join(folder, `terminal.${format}`);
    for (const format of campaignFormats) {
      const target = uriOf(mine(format));
      await client.connection.sendRequest(exportCampaigns, { campaigns, format, target });
    }
    const outputs = campaignFormats.flatMap((format) => [
      '--output',
      `${format}=${theirs(format)}`,
    ]);
    const { code } = await runProgram(
      ['campaign', path, '--pseudonym-key-env', 'TEST_SECRET', ...outputs],
      { env: { TEST_SECRET: secret } },
    );
    expect(code).toBe(0);
    for (const format of campaignFormats) {
      const seen = readFileSync(mine(format), 'utf8');
      expect(seen.length, format).toBeGreaterThan(500);
      expect(seen, format).toBe(readFileSync(theirs(format), 'utf8'));
    }
  },
  patience,
);

describe('an audit of logs', () => {
  test(
    'takes folders and files, each once, and names the rows that are no requests',
    async () => {
      const uri = savedDataset(`${log}\n\n{broken\n${silent}\n`, 'a.jsonl');
      const folder = dirname(fileURLToPath(uri));
      writeFileSync(join(folder, 'b.jsonl'), other);
      const { campaigns, skippedRows, problems } = await audit([uriOf(folder), uri]);
      const [a, b] = [join(folder, 'a.jsonl'), join(folder, 'b.jsonl')];
      expect(campaigns.files.map(({ path }) => path)).toEqual([a, b]);
      expect(campaigns.state).toBe('complete');
      expect(campaigns.coverage).toMatchObject({ rows: 504, analysed: 500 });
      expect(sumOf(campaigns.coverage)).toBe(504);
      expect(skippedRows).toEqual([
        { path: a, row: 501, reason: 'blank' },
        { path: a, row: 502, reason: 'broken-json' },
        { path: a, row: 503, reason: 'no-prompt' },
        { path: b, row: 1, reason: 'no-account' },
      ]);
      expect(problems).toEqual([]);
    },
    patience,
  );

  test(
    'says where rows hold something, and believes who corrects it',
    async () => {
      const uri = savedDataset(`${other}\n${other.replace('"who"', '"a.b"')}\n`);
      const found = await audit([uri]);
      expect(found.campaigns.files[0]!.mapping).toMatchObject({ account: null, messages: null });
      expect(found.rowsLookedAt).toBe(2);
      expect(found.paths).toEqual([
        { path: 'say', kind: 'list', rows: 2 },
        { path: 'a.b', kind: 'text', rows: 1 },
        { path: 'who', kind: 'text', rows: 1 },
      ]);
      const corrected = await audit([uri], { mapping: { account: 'who', messages: 'say' } });
      expect(corrected.campaigns.coverage).toEqual({
        rows: 2,
        analysed: 1,
        skipped: { 'no-account': 1 },
      });
    },
    patience,
  );

  test(
    'makes other pseudonyms each time, unless it has a key',
    async () => {
      const uri = savedDataset(log);
      const names = async (pseudonymKey: string | null): Promise<string[]> => {
        const { campaigns } = await audit([uri], { pseudonymKey });
        return campaigns.cards.flatMap(({ busiest }) => busiest.map(({ name }) => name));
      };
      const first = await names(null);
      expect(first.length).toBeGreaterThan(0);
      expect(await names(null)).not.toEqual(first);
      expect(await names(secret)).toEqual(await names(secret));
    },
    patience,
  );

  test(
    'goes on where one of the logs cannot be read, and says so',
    async () => {
      const uri = savedDataset(log);
      const absent = join(newFolder(), 'absent.jsonl');
      const { campaigns, problems } = await audit([uriOf(absent), uri]);
      expect(campaigns.state).toBe('partial');
      expect(campaigns.coverage.analysed).toBe(500);
      expect(problems).toEqual([`${absent}: no such file or directory`]);
    },
    patience,
  );

  test(
    'says how far it is; cancelled, it answers with what was read',
    async () => {
      const rows = 500 * 60;
      const uri = savedDataset(`{broken\n${`${log}\n`.repeat(60)}`);
      const own = await LspClient.start();
      const source = new CancellationTokenSource();
      const params = {
        ...{ uris: [uri], mapping: {}, pseudonymKey: null, benignUri: null },
        workDoneToken: 'logs',
      };
      const request = own.connection.sendRequest(auditLogs, params, source.token);
      await vi.waitFor(() => {
        expect(own.workDone.filter(({ kind }) => kind === 'report').length).toBeGreaterThan(0);
      }, patience);
      source.cancel();
      const { campaigns, skippedRows } = await request;
      expect(campaigns.state).toBe('cancelled');
      expect(campaigns.coverage.rows).toBeGreaterThan(0);
      expect(campaigns.coverage.rows).toBeLessThan(rows);
      expect(sumOf(campaigns.coverage)).toBe(campaigns.coverage.rows);
      expect(skippedRows.map(({ row }) => row)).toEqual([1]);
      expect(own.workDone.at(-1)!.kind).toBe('end');
      await own.close();
    },
    patience,
  );

  test('refuses what it cannot do in a sentence', async () => {
    const refused = async (params: Partial<AuditLogsParams>, why: RegExp): Promise<void> => {
      await expect(audit([savedDataset(log)], params)).rejects.toThrow(why);
    };
    await refused({ pseudonymKey: 'short' }, /a secret of at least 16 characters/);
    await refused({ benignUri: savedDataset(other) }, /its 0 requests are too few/);
    await refused({ uris: ['untitled:Untitled-1'] }, /save the document as a file first/);
  });
});

test(
  'hours are compared with a log of ordinary traffic, where one is named',
  async () => {
    const rows = (attack: 'reasoning' | null): string =>
      [...generateLog({ seed: 6, requests: 2000, attack, share: 0.5, days: 3 })]
        .map(({ row }) => JSON.stringify(row))
        .join('\n');
    const benignUri = savedDataset(rows(null), 'earlier.jsonl');
    const { campaigns } = await audit([savedDataset(rows('reasoning'))], { benignUri });
    expect(campaigns.windows).toMatchObject({ tested: 2, differing: 2 });
    expect(campaigns.windows!.benign.path).toBe(fileURLToPath(benignUri));
  },
  patience,
);

test(
  'progress leaves room for the log while ordinary traffic is read, and that twice',
  async () => {
    const rows = `${log}\n`.repeat(40);
    const own = await LspClient.start();
    await own.connection.sendRequest(auditLogs, {
      ...{ uris: [savedDataset(rows)], mapping: {}, pseudonymKey: null },
      ...{ benignUri: savedDataset(rows, 'earlier.jsonl'), workDoneToken: 'logs' },
    });
    const told = own.workDone.flatMap((it) =>
      it.kind === 'report' && it.message?.includes('ordinary') === true ? [it.percentage!] : [],
    );
    expect(told.length).toBeGreaterThan(0);
    expect(Math.max(...told)).toBeGreaterThan(33);
    expect(Math.max(...told)).toBeLessThanOrEqual(67);
    await own.close();
  },
  patience,
);

test(
  'a report does not take the place of its log, and has a format that there is',
  async () => {
    const uri = savedDataset(log);
    const { campaigns } = await audit([uri]);
    const refused = (params: object): Promise<unknown> =>
      client.connection.sendRequest<unknown>(exportCampaigns.method, {
        ...{ campaigns, format: 'json', target: uri },
        ...params,
      });
    await expect(refused({})).rejects.toThrow(/audited and written at the same time/);
    await expect(refused({ format: 'csv' })).rejects.toThrow('there is no format "csv"');
    expect(readFileSync(fileURLToPath(uri), 'utf8')).toBe(log);
  },
  patience,
);
