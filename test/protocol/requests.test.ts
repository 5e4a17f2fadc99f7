/** The custom requests: audits with progress and cancel, explanations, fields, the profile. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import * as messages from '../../protocol/messages.ts';
import type { AuditView } from '../../protocol/views.ts';
import { LspClient } from '../support/lsp-client.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

let folder: string;
let client: LspClient;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
  client = await LspClient.start();
});

afterEach(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}

const ledger = ({ coverage }: AuditView): number =>
  coverage.analysed + Object.values(coverage.skipped).reduce((sum, n) => sum + n, 0);

test('the server says what it can do', () => {
  expect(client.capabilities).toMatchSnapshot({ serverInfo: { version: expect.any(String) } });
});

describe('auditDataset', () => {
  test('accounts for every row of a file on disk', async () => {
    const rows = [messagesRow(plainAnswer), '', '{broken', messagesRow(leakingAnswer), '{"a": 1}'];
    const uri = file('data.jsonl', rows.join('\n'));
    const audit = await client.connection.sendRequest(messages.auditDataset, { uri, field: null });
    expect(audit.state).toBe('complete');
    expect(audit.coverage).toEqual({
      rows: 5,
      samples: 5,
      analysed: 2,
      skipped: { blank: 1, 'broken-json': 1, 'no-text': 1 },
    });
    expect(ledger(audit)).toBe(audit.coverage.samples);
    expect(audit.field).toBe('messages[].content');
    expect(audit.flags).toEqual({ 'self-identification': 1 });
    expect(audit.findings).toBe(3);
  });

  test('reads unsaved edits, not the disk', async () => {
    const uri = file('data.jsonl', messagesRow(plainAnswer));
    await client.open(uri, [messagesRow(plainAnswer), messagesRow(leakingAnswer)].join('\n'));
    const audit = await client.connection.sendRequest(messages.auditDataset, { uri, field: null });
    expect(audit.coverage.rows).toBe(2);
  });

  test('tells what it knows while it runs, and keeps it when it is cancelled', async () => {
    const uri = file('large.jsonl', `${messagesRow(plainAnswer.repeat(4))}\n`.repeat(60_000));
    const views: AuditView[] = [];
    client.connection.onNotification(messages.auditProgress, (view) => {
      views.push(view);
    });
    const source = new CancellationTokenSource();
    const request = client.connection.sendRequest(
      messages.auditDataset,
      { uri, field: null },
      source.token,
    );
    await vi.waitFor(() => expect(views.length).toBeGreaterThan(0), { timeout: 20_000 });
    source.cancel();
    const audit = await request;
    expect(audit.state).toBe('cancelled');
    expect(audit.coverage.rows).toBeGreaterThanOrEqual(views[0]!.coverage.rows);
    expect(audit.coverage.rows).toBeLessThan(60_000);
    expect(ledger(audit)).toBe(audit.coverage.samples);
    expect(views.every(({ state }) => state === 'partial')).toBe(true);
  });

  test('says what is wrong with a file that is not there', async () => {
    const uri = pathToFileURL(join(folder, 'absent.jsonl')).href;
    await expect(
      client.connection.sendRequest(messages.auditDataset, { uri, field: null }),
    ).rejects.toThrow(/absent\.jsonl: no such file/);
  });
});

describe('explanations', () => {
  test('of a sample hold its text, evidence and places', async () => {
    const uri = file(
      'data.jsonl',
      [messagesRow(plainAnswer), messagesRow(leakingAnswer)].join('\n'),
    );
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

  test('of a row that is not there are refused in a sentence', async () => {
    const uri = file('data.jsonl', messagesRow(plainAnswer));
    await expect(
      client.connection.sendRequest(messages.explainSample, { uri, row: 7, turn: null }),
    ).rejects.toThrow(/has 1 rows, so there is no row 7/);
  });

  test('of a bare text need no file', async () => {
    const { sample } = await client.connection.sendRequest(messages.scoreText, {
      text: 'Too short.',
    });
    expect(sample.verdict).toBe('too-short');
  });
});

test('setField corrects where the text is, for editor and audits alike', async () => {
  const row = JSON.stringify({ note: plainAnswer, output: 'x' });
  const uri = file('data.jsonl', row);
  await client.open(uri, row);
  await client.connection.sendRequest(messages.setField, { uri, field: 'note' });
  const audit = await client.connection.sendRequest(messages.auditDataset, { uri, field: null });
  expect(audit.field).toBe('note');
  expect(audit.coverage.analysed).toBe(1);
  await expect(
    client.connection.sendRequest(messages.setField, { uri, field: '..' }),
  ).rejects.toThrow(/is not a field/);
});

test('describeProfile names the profile and its bytes', async () => {
  const profile = await client.connection.sendRequest(messages.describeProfile);
  expect(profile.families).toContain('claude');
  expect(profile.sha256).toMatch(/^[0-9a-f]{64}$/);
});
