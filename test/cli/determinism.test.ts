/** The same bytes out for the same bytes in, however the work is divided. */

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { messagesRow, plainAnswer } from '../support/texts.ts';

const program = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const example = readFileSync(new URL('../../examples/curation.jsonl', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
const file = join(folder, 'example.jsonl');
// Several batches, so that workers really overtake each other.
writeFileSync(file, Buffer.concat(Array.from({ length: 8 }, () => example)));

function audit(...args: string[]): string {
  const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  return execFileSync(process.execPath, [program, 'audit', file, '--quiet', ...args], options);
}

interface Line {
  row: number;
  skipped: string | null;
  families: Record<string, number>;
}

describe('audit', () => {
  const once = audit('--format', 'jsonl', '--jobs', '1');

  test('gives equal bytes on every run and for every number of workers', () => {
    expect(audit('--format', 'jsonl', '--jobs', '1')).toBe(once);
    expect(audit('--format', 'jsonl', '--jobs', '2')).toBe(once);
    expect(audit('--format', 'json', '--jobs', '2')).toBe(audit('--format', 'json', '--jobs', '1'));
  });

  test('loses no row: one line per sample, and the ledger sums up', () => {
    const lines = once
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const report = JSON.parse(audit('--format', 'json')) as {
      files: {
        coverage: {
          rows: number;
          samples: number;
          analysed: number;
          skipped: Record<string, number>;
        };
      }[];
    };
    const { rows, samples, analysed, skipped } = report.files[0]!.coverage;
    expect(rows).toBe(readFileSync(file, 'latin1').split('\n').length - 1);
    expect(new Set(lines.map(({ row }) => row)).size).toBe(rows);
    expect(lines).toHaveLength(samples);
    expect(analysed + Object.values(skipped).reduce((sum, n) => sum + n, 0)).toBe(samples);
    expect(lines.filter((line) => line.skipped === null)).toHaveLength(analysed);
  });

  test('gives probabilities that sum to 1 for every judged sample, and none for the others', () => {
    for (const line of once.trimEnd().split('\n')) {
      const { families, skipped } = JSON.parse(line) as Line;
      const sum = Object.values(families).reduce((total, probability) => total + probability, 0);
      expect(sum).toBeCloseTo(skipped === null ? 1 : 0, 9);
    }
  });

  test('writes whole reports or none', () => {
    const report = join(folder, 'report.json');
    audit('--output', `json=${report}`);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ schema: 1 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('an interrupted audit says so, keeps what it has, and exits with 130', async () => {
  const large = join(folder, 'large.jsonl');
  writeFileSync(large, `${messagesRow(plainAnswer.repeat(8))}\n`.repeat(60_000));
  const child = spawn(process.execPath, [
    program,
    'audit',
    large,
    '--jobs',
    '1',
    '--format',
    'json',
  ]);
  let output = '';
  let progress = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    progress += chunk.toString();
    // The first line of progress comes after some seconds: by then rows have been read.
    if (progress.includes('rows')) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(130);
  const report = JSON.parse(output) as { files: { state: string; coverage: { rows: number } }[] };
  expect(report.files[0]!.state).toBe('cancelled');
  expect(report.files[0]!.coverage.rows).toBeGreaterThan(0);
  expect(report.files[0]!.coverage.rows).toBeLessThan(60_000);
});
