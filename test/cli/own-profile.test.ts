/** `train` and `evaluate`, from files to figures, on texts by artificial authors. */

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeProfile } from '../../server/engine/profile.ts';
import type { OwnCard } from '../../server/train/own-card.ts';
import { type Outcome, outcomeOf, runProgram, startProgram } from '../support/program.ts';
import { jsonLines, namedStyles, type StyledRow, styledRows } from '../support/styles.ts';

/** Training takes seconds, and more where other tests run beside it. */
const patience = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const everybody = [...namedStyles, 'human', 'other'];
const sources = (['garden', 'kitchen', 'harbor'] as const).flatMap((topic, i) =>
  styledRows(topic, everybody, 17, i),
);
const unseen = styledRows('office', everybody, 30, 9);

function write(name: string, rows: readonly object[]): void {
  writeFileSync(join(folder, name), jsonLines(rows));
}

function run(line: string): Promise<Outcome> {
  return runProgram(line.split(' '), { cwd: folder });
}

function cardOf(name: string): OwnCard {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as OwnCard;
}

interface Rate {
  count: number;
  of: number;
  low: number;
  high: number;
}

interface Evaluation {
  coverage: { samples: number; analysed: number; skipped: Record<string, number> };
  families: {
    family: string;
    isKnown: boolean;
    texts: number;
    right: Rate;
    mostFrequentError: { family: string; texts: number } | null;
  }[];
  all: { right: Rate; matches: number; rightMatches: Rate };
  calibrationError: number;
  caveats: string[];
}

/** `complaints`: lines on standard error. */
async function evaluate(
  name: string,
  rows: readonly object[],
  complaints: readonly string[] = [],
): Promise<Evaluation> {
  write(name, rows);
  const { code, stdout, stderr } = await run(
    `evaluate ${name} --profile own.profile --format json --quiet`,
  );
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: complaints.map((complaint) => `teacherprint: ${complaint}\n`).join(''),
  });
  return JSON.parse(stdout) as Evaluation;
}

function shareRight({ all }: Evaluation): number {
  return all.right.count / all.right.of;
}

describe('a profile from several sources', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    write('sources.jsonl', sources);
    outcome = await run('train sources.jsonl --output own.profile --id mine --quiet');
  }, patience);

  test('is written with its card, and nothing else is', () => {
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('Wrote own.profile and its card, ./own.json.');
    expect(readdirSync(folder).filter((name) => !name.endsWith('.jsonl'))).toEqual([
      'own.json',
      'own.profile',
    ]);
    const bytes = readFileSync(join(folder, 'own.profile'));
    const profile = decodeProfile(bytes);
    expect(profile).toMatchObject({
      id: 'mine',
      families: ['brisk', 'listed', 'ornate', 'human', 'other'],
      languages: ['en'],
      calibration: { heldOut: 'sources' },
    });
    expect(cardOf('own.json')).toMatchObject({
      id: 'mine',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      families: profile.families,
      heldOut: { kind: 'sources', wholeSources: ['garden', 'kitchen', 'harbor'], byPrompt: [] },
      caveats: [],
      ledger: { rows: 255, samples: 255 },
    });
  });

  test('knows the authors again in a source that it never saw', async () => {
    const evaluation = await evaluate('unseen.jsonl', unseen);
    expect(shareRight(evaluation)).toBeGreaterThan(0.9);
    expect(evaluation.families.map(({ family, texts }) => [family, texts])).toEqual(
      ['brisk', 'listed', 'ornate', 'human', 'other'].map((family) => [family, 30]),
    );
    expect(evaluation.caveats).toEqual([
      expect.stringContaining('texts that the profile learned from look better than new ones'),
    ]);
  });

  test('is found wrong where labels are', async () => {
    const next = (row: StyledRow): string =>
      namedStyles[(namedStyles.findIndex((style) => style === row.family) + 1) % 3]!;
    const wrong = styledRows('office', namedStyles, 20, 3).map((row) => ({
      ...row,
      family: next(row),
    }));
    const evaluation = await evaluate('wrong.jsonl', wrong);
    expect(shareRight(evaluation)).toBeLessThan(0.1);
    expect(
      Object.fromEntries(
        evaluation.families.map(({ family, mostFrequentError }) => [
          family,
          mostFrequentError?.family,
        ]),
      ),
    ).toEqual({ ornate: 'brisk', listed: 'ornate', brisk: 'listed' });
  });

  test('calls nobody right that it does not know, and says what was skipped', async () => {
    const stranger = styledRows('office', ['brisk'], 10, 5).map((row) => ({
      ...row,
      family: 'Nobody',
    }));
    const rows = [
      ...stranger,
      { model: 'x', family: 'brisk', text: 'Too short.' },
      { model: 'x', text: stranger[0]!.text },
      [],
    ];
    const evaluation = await evaluate('strangers.jsonl', rows, [
      'strangers.jsonl:13: expected an object with fields, found an array',
      'strangers.jsonl:12: no family, which other rows have',
    ]);
    expect(evaluation.coverage).toEqual({
      rows: 13,
      samples: 13,
      analysed: 10,
      skipped: { 'no-label': 1, 'not-an-object': 1, 'too-short': 1 },
    });
    expect(evaluation.families[0]).toMatchObject({ family: 'nobody', isKnown: false });
    expect(evaluation.all.right).toMatchObject({ count: 0, of: 10 });
  });

  test('shows names that are hostile, and obeys none', async () => {
    const evil = 'x\u001b[2J\u202e\u200b\ny';
    const evaluation = await evaluate('hostile.jsonl', [{ ...unseen[0]!, family: evil }]);
    expect(evaluation.families[0]!.family).toBe(evil.toLowerCase());
    const { stdout } = await run('evaluate hostile.jsonl --profile own.profile --quiet');
    expect(stdout).toContain('x\\u{1b}[2j\\u{202e}\\u{200b}\\u{a}y *');
  });

  test('says when it is tried on what it learned from', async () => {
    const { stdout } = await run('evaluate sources.jsonl --profile own.profile --quiet');
    expect(stdout).toContain('Note: sources.jsonl: the profile learned from this very file.');
    expect(stdout).toContain('Note: the profile learned from a source of this name: garden.');
  });
});

describe('a profile from files of one model each', () => {
  test(
    'holds prompts out, says so, and comes out the same again',
    async () => {
      for (const style of namedStyles) {
        const rows = styledRows('garden', [style], 60, 1);
        // As many datasets are: no family, no source, no number of the prompt.
        write(
          `${style}.jsonl`,
          rows.map(({ model, text }, i) => ({ by: model, question: `Why ${i}?`, answer: text })),
        );
      }
      const line = `train brisk.jsonl ornate.jsonl listed.jsonl --model-field by --quiet --id same`;
      const first = await run(`${line} --output first.profile`);
      const second = await run(`${line} --output second.profile`);
      expect({ ...second, stdout: '' }).toEqual({ ...first, stdout: '' });
      expect(first.code).toBe(0);
      expect(first.stderr).toContain('so prompts are held out: the figures hold for new prompts');
      expect(first.stderr).toContain('have no source in common, such as "brisk-1" and "listed-1"');
      expect(first.stderr).toContain('no texts of people (family "human")');
      const bytes = (name: string): Buffer => readFileSync(join(folder, name));
      expect(bytes('second.profile').equals(bytes('first.profile'))).toBe(true);
      expect(bytes('second.json').equals(bytes('first.json'))).toBe(true);
      const { families, heldOut, figures, files } = cardOf('first.json');
      expect(families).toEqual(['brisk-1', 'listed-1', 'ornate-1', 'human', 'other']);
      expect(heldOut).toMatchObject({ kind: 'prompts', wholeSources: [], fits: 6 });
      expect(files.map(({ field }) => field)).toEqual(['answer', 'answer', 'answer']);
      expect(figures.family).toBeGreaterThan(0.9);
    },
    patience,
  );
});

describe('training', () => {
  test.skipIf(process.platform === 'win32')('that is interrupted leaves nothing', async () => {
    const own = join(folder, 'interrupted');
    mkdirSync(own);
    writeFileSync(join(own, 'sources.jsonl'), jsonLines(sources));
    const child = startProgram(['train', 'sources.jsonl', '--output', 'own.profile'], { cwd: own });
    child.stdin.end();
    // Its first words are said when the fits begin.
    child.stderr.once('data', () => child.kill('SIGINT'));
    expect(await outcomeOf(child)).toMatchObject({ code: 130, stdout: '' });
    expect(readdirSync(own)).toEqual(['sources.jsonl']);
  });

  const refused: [line: string, why: string][] = [
    [
      '--output absent/own.profile',
      'absent/own.profile: cannot be written: no such file or directory',
    ],
    ['--output .', '.: is a folder'],
    ['--output own.json', '--output own.json: the card gets this name; write it like my.profile'],
    ['--output same.jsonl', 'same.jsonl: is to be learned from and written at the same time'],
  ];
  test.each(refused)('refuses %s', async (output, why) => {
    write('same.jsonl', sources);
    const { code, stderr } = await run(`train same.jsonl ${output} --quiet`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `teacherprint: ${why}\n` });
    expect(readFileSync(join(folder, 'same.jsonl'), 'utf8')).toBe(jsonLines(sources));
  });
});
