/** The same bytes out for the same bytes in, however the work is divided. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReportFormat, reportFormats } from '../../protocol/report-formats.ts';
import { runProgram } from '../support/program.ts';

const example = readFileSync(new URL('../../examples/curation.jsonl', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Several batches, so that workers really overtake each other.
const dataset = Buffer.concat(Array.from({ length: 4 }, () => example));

type Reports = Record<ReportFormat, string>;

/** All reports of one run. */
async function audit(jobs: number, name: string, input?: Buffer): Promise<Reports> {
  const own = join(folder, name);
  mkdirSync(own);
  if (input === undefined) writeFileSync(join(own, 'data.jsonl'), dataset);
  const outputs = reportFormats.flatMap((format) => ['--output', `${format}=${format}`]);
  const target = input === undefined ? 'data.jsonl' : '-';
  const args = ['audit', target, '--jobs', String(jobs), ...outputs, '--quiet'];
  const { code, stderr, stdout } = await runProgram(args, { cwd: own, input: input ?? '' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const reports = Object.fromEntries(
    reportFormats.map((format) => [format, readFileSync(join(own, format), 'utf8')]),
  ) as Reports;
  expect(stdout).toBe(reports.pretty);
  // Reports are there whole or not at all.
  expect(readdirSync(own).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  return reports;
}

interface Line {
  file: string;
  row: number;
  skipped: string | null;
  families: Record<string, number>;
}

describe('audit', () => {
  let once: Reports;
  let lines: Line[];
  beforeAll(async () => {
    once = await audit(1, 'once');
    lines = once.jsonl
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  });

  test('gives equal bytes on every run, for every number of workers', async () => {
    expect(await audit(2, 'again')).toEqual(once);
  });

  test('gives the same lines for a pipe', async () => {
    const piped = await audit(1, 'pipe', dataset);
    expect(piped.jsonl.replaceAll('"file":"-"', '"file":"data.jsonl"')).toBe(once.jsonl);
  });

  test('loses no row: one line per sample, and the ledger sums up', () => {
    const report = JSON.parse(once.json) as {
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
    expect(rows).toBe(dataset.toString('latin1').split('\n').length - 1);
    expect(new Set(lines.map(({ row }) => row)).size).toBe(rows);
    expect(lines).toHaveLength(samples);
    expect(analysed + Object.values(skipped).reduce((sum, n) => sum + n, 0)).toBe(samples);
    expect(lines.filter((line) => line.skipped === null)).toHaveLength(analysed);
  });

  test('gives the same lines for a spreadsheet', () => {
    const [head, ...rows] = once.csv.trimEnd().split('\r\n');
    expect(head).toMatch(/^"file","row",.*"families.gpt",.*"flags","skipped"$/);
    expect(rows.map((row) => Number(row.split(',')[1]))).toEqual(lines.map(({ row }) => row));
  });

  test('gives code scanning every finding that a build would hear of', () => {
    const { runs } = JSON.parse(once.sarif) as {
      runs: { results: { ruleId: string; level: string }[] }[];
    };
    const { findingCount, flags } = (
      JSON.parse(once.json) as {
        files: { findingCount: number; flags: Record<string, number> }[];
      }
    ).files[0]!;
    const results = runs[0]!.results;
    for (const [flag, n] of Object.entries(flags)) {
      expect(
        results.filter(({ ruleId }) => ruleId === flag),
        flag,
      ).toHaveLength(n);
    }
    expect(results.length).toBeGreaterThanOrEqual(findingCount);
    expect(results.filter(({ level }) => level === 'note').length).toBeGreaterThan(0);
  });

  test('gives probabilities that sum to 1 for every judged sample, and none for the others', () => {
    for (const { families, skipped } of lines) {
      const sum = Object.values(families).reduce((total, probability) => total + probability, 0);
      expect(sum).toBeCloseTo(skipped === null ? 1 : 0, 9);
    }
  });
});
