/** `student` from files to reports, on answers of models that do not exist. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelAnswers, type ModelPlan } from '../support/habits.ts';
import { type Outcome, runProgram } from '../support/program.ts';
import { jsonLines } from '../support/styles.ts';

const patience = 180_000;
const prompts = 130;
const folder = mkdtempSync(join(tmpdir(), 'teacherprint-student-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A name that no sink may take for markup or for a column. */
const hostile = 'red/<img>|**v1**';

type Row = Record<string, unknown>;

function rowsOf(plan: ModelPlan, toRow: (prompt: string, answer: string) => Row): Row[] {
  return [...modelAnswers(plan, prompts).answers].map(([prompt, answer]) => toRow(prompt, answer));
}

const pair = (prompt: string, answer: string): Row => ({ prompt, completion: answer });
const chat = (prompt: string, answer: string): Row => ({
  messages: [
    { role: 'user', content: prompt },
    { role: 'assistant', content: answer },
  ],
});

function write(name: string, rows: readonly Row[]): void {
  writeFileSync(join(folder, name), jsonLines(rows));
}

interface Report {
  schema: number;
  student: string;
  prompts: number;
  files: { coverage: { rows: number; analysed: number; skipped: Record<string, number> } }[];
  vendors: { vendor: string; verdict: string }[];
  teachers: {
    teacher: string;
    verdict: string;
    pControl: number | null;
    rankDecoys: number;
    decoys: number;
    eValue: number | null;
  }[];
  identity: object[] | null;
  stopped: { reason: string; after: number | null };
}

describe('a student of red', () => {
  let outcome: Outcome;
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  beforeAll(async () => {
    const student = { name: 'pupil', seed: 50, teacher: { seed: 11, share: 0.95 } };
    // Shapes differ, one row is broken, and one prompt is answered twice.
    const own = jsonLines(rowsOf(student, chat));
    const asked = jsonLines([
      chat('Who are you?', 'I am Claude, made by Anthropic.'),
      chat('你是谁？是哪家公司开发了你？', '我是ChatGPT。'),
      { ...chat('Say your name.', 'I am a program.'), domain: 'identity', lang: 'en' },
    ]);
    writeFileSync(
      join(folder, 'pupil.jsonl'),
      `${own}{"messages": [\n${own.split('\n')[0]}\n${asked}`,
    );
    const ofRed = rowsOf({ name: 'red', seed: 11 }, pair);
    const byId = { ...pair('Now: your name?', 'Red.'), prompt_id: 'identity-en-02' };
    write('red.jsonl', [...ofRed, pair('Who are you?', 'I am Red.'), byId]);
    write('blue.jsonl', rowsOf({ name: 'blue', seed: 12 }, pair));
    write('base.jsonl', rowsOf({ name: 'base', seed: 51 }, pair));
    const decoys = Array.from({ length: 30 }, (_, i) =>
      rowsOf({ name: `d${i}`, seed: 100 + i }, (prompt, text) => ({
        model: `d${i}`,
        prompt,
        text,
      })),
    );
    write('decoys.jsonl', decoys.flat());
    const files = ['json', 'html', 'md'].flatMap((format) => [
      '--output',
      `${format}=report.${format}`,
    ]);
    outcome = await runProgram(
      [
        'student',
        '--quiet',
        ...['--answers', 'pupil.jsonl', '--control', 'base.jsonl', '--decoys', 'decoys.jsonl'],
        ...['--teacher', `${hostile}=red.jsonl`, '--teacher', 'blue=blue.jsonl'],
        ...files,
      ],
      { cwd: folder },
    );
  }, patience);

  test('ends well', () => {
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });

  test('JSON has the contract', () => {
    const report = JSON.parse(read('report.json')) as Report;
    expect(report).toMatchObject({ schema: 1, student: 'pupil', prompts });
    expect(report.teachers.map(({ teacher, verdict }) => [teacher, verdict])).toEqual([
      [hostile, 'consistent'],
      ['blue', 'no-evidence'],
    ]);
    expect(report.vendors[0]).toMatchObject({ vendor: 'red', verdict: 'consistent' });
    const [red] = report.teachers;
    expect(red!.decoys).toBe(30);
    expect(red!.rankDecoys).toBeCloseTo(1 / 31, 10);
    expect(red!.pControl).toBeLessThan(0.01);
    expect(red!.eValue).toBeGreaterThan(20);
    expect(report.stopped.reason).toBe('e-value');
    expect(report.stopped.after).toBeLessThan(prompts);
  });

  test('every row is in the ledger', () => {
    const { files } = JSON.parse(read('report.json')) as Report;
    for (const { coverage } of files) {
      const skipped = Object.values(coverage.skipped).reduce((sum, n) => sum + n, 0);
      expect(coverage.analysed + skipped).toBe(coverage.rows);
    }
    expect(files[0]!.coverage).toMatchObject({ rows: prompts + 5, analysed: prompts });
    expect(files[0]!.coverage.skipped).toMatchObject({ repeated: 1, identity: 3 });
  });

  test('what it says of itself is counted apart', () => {
    const place = (row: number, lang: string): object => ({ path: 'pupil.jsonl', row, lang });
    const { identity } = JSON.parse(read('report.json')) as Report;
    expect(identity).toMatchObject([
      {
        ...{ model: 'pupil', role: 'student', probes: 3 },
        claims: [
          { vendor: 'claude', answers: [place(prompts + 3, 'en')] },
          { vendor: 'gpt', answers: [place(prompts + 4, 'zh')] },
        ],
        unnamed: [place(prompts + 5, 'en')],
        contradictions: { answers: 1, wordings: 0, languages: 1 },
      },
      { model: hostile, role: 'teacher', probes: 2, claims: [] },
    ]);
    for (const report of [outcome.stdout, read('report.html'), read('report.md')]) {
      expect(report).toContain('1 claims claude (row 133)');
      expect(report).toContain('No evidence by itself');
    }
  });

  test('names are harmless in every report', () => {
    expect(read('report.html')).toContain('&lt;img&gt;');
    expect(read('report.html')).not.toContain('<img');
    expect(read('report.md')).not.toContain('<img');
    expect(read('report.md')).not.toContain('**v1**');
  });

  test('every report says the same, and what it cannot say', () => {
    for (const report of [outcome.stdout, read('report.html'), read('report.md')]) {
      expect(report).toContain('consistent with');
    }
    expect(read('report.html')).toContain('What this cannot say');
    expect(read('report.md')).toContain('What this cannot say');
  });
});

describe('probes', () => {
  const pack = readFileSync(new URL('../../profiles/probes.jsonl', import.meta.url), 'utf8');

  test('go to standard output or a file', async () => {
    expect(await runProgram(['student', 'probes'])).toEqual({ stdout: pack, stderr: '', code: 0 });
    const written = await runProgram(['student', 'probes', '--output', 'own.jsonl'], {
      cwd: folder,
    });
    expect(written).toEqual({ stdout: '', stderr: '', code: 0 });
    expect(readFileSync(join(folder, 'own.jsonl'), 'utf8')).toBe(pack);
  });

  test('take nothing else', async () => {
    const outcome = await runProgram(['student', 'probes', 'more']);
    expect(outcome).toMatchObject({ stdout: '', code: 2 });
    expect(outcome.stderr).toContain('takes nothing but --output PATH');
  });
});
