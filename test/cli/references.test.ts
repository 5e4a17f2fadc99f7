/** Local profiles from files to verdicts, on texts by artificial authors. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../server/dataset/user-error.ts';
import { sectionAlignment } from '../../server/engine/profile.ts';
import type { ReferencesCard } from '../../server/references/make-references.ts';
import { loadReferences } from '../../server/scan/load-profile.ts';
import { type Outcome, runProgram } from '../support/program.ts';
import { jsonLines, namedStyles, type StyledRow, styledRows } from '../support/styles.ts';

/** A fit takes seconds, and more where other tests run beside it. */
const patience = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const references = styledRows('garden', namedStyles, 40, 1);
const byBrisk = styledRows('garden', ['brisk'], 40, 2);

function write(name: string, content: string): void {
  writeFileSync(join(folder, name), content);
}

function run(line: string): Promise<Outcome> {
  return runProgram([...line.split(' '), '--quiet'], { cwd: folder });
}

/** What `audit` says of a file: by which profile, and how many texts of each family it calls. */
async function audited(line: string): Promise<{ profile: string; calls: Record<string, number> }> {
  const { stdout } = await run(`audit ${line} --format json`);
  const [file] = (JSON.parse(stdout) as { files: AuditedFile[] }).files;
  const calls: Record<string, number> = {};
  for (const { verdict, family } of file!.findings) {
    if (verdict === 'match' && family !== null) calls[family] = (calls[family] ?? 0) + 1;
  }
  return { profile: `${file!.profile.id}: ${file!.profile.kind}`, calls };
}

interface AuditedFile {
  profile: { id: string; kind: string };
  findings: { verdict: string | null; family: string | null }[];
}

describe('a local profile', () => {
  let outcome: Outcome;
  let card: ReferencesCard;
  beforeAll(async () => {
    write('refs.jsonl', jsonLines(references));
    write('data.jsonl', jsonLines(byBrisk.map(({ text }) => ({ output: text }))));
    outcome = await run('references fit refs.jsonl --output my.references');
    card = JSON.parse(readFileSync(join(folder, 'my.json'), 'utf8')) as ReferencesCard;
  }, patience);

  test('says how wrong it is, and what more references would be worth', () => {
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toContain('120 samples = 120 learned from + 0 skipped');
    expect(outcome.stdout).toContain('With 80 per family instead of 40, expect about');
    expect(card.families).toEqual(['brisk', 'listed', 'ornate', 'human', 'other']);
    expect(card.references).toMatchObject({ perFamily: 40, begunWith: 'default 2026-11' });
    expect(card.references.rows).toBeGreaterThan(0.9);
    expect(card.references.strangers).toBeGreaterThan(0);
    expect(card.figures.sources.map(({ source }) => source)).toContain('prompts, part 1 of 4');
  });

  test(
    'is the same when it is fitted again',
    async () => {
      await run('references fit refs.jsonl --output again.references --id my');
      const [first, second] = ['my', 'again'].map((name) =>
        readFileSync(join(folder, `${name}.references`)),
      );
      expect(second!.equals(first!)).toBe(true);
    },
    patience,
  );

  test('judges where it is named, and every report says so', { timeout: patience }, async () => {
    const named = await audited('data.jsonl --references my.references');
    expect(named).toEqual({ profile: 'my: references', calls: { brisk: 40 } });
    expect((await audited('data.jsonl')).profile).toBe('default 2026-11: general');
    const { stdout } = await run('audit data.jsonl --references my.references');
    expect(stdout).toContain('profile my: matched references, 120 texts of 3 families;');
    const explained = await run('explain data.jsonl:1 --references my.references');
    expect(explained.stdout).toContain('on prompts that the matched references do not answer');
  });

  test('judges the files for which teacherprint.json names it', { timeout: patience }, async () => {
    write(
      'teacherprint.json',
      '{"references": [{"file": "data.jsonl", "profile": "my.references"}]}',
    );
    write('others.jsonl', jsonLines(byBrisk.map(({ text }) => ({ output: text }))));
    try {
      expect(await audited('data.jsonl')).toMatchObject({ profile: 'my: references' });
      expect(await audited('others.jsonl')).toMatchObject({ profile: 'default 2026-11: general' });
      const lines = await run('audit others.jsonl data.jsonl --format jsonl');
      const families = lines.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => Object.keys((JSON.parse(line) as { families: object }).families).length);
      expect(new Set(families.slice(0, 40))).toEqual(new Set([16]));
      expect(new Set(families.slice(40))).toEqual(new Set([5]));
      const csv = await run('audit others.jsonl data.jsonl --format csv');
      expect(csv.code).toBe(2);
      expect(csv.stderr).toContain('data.jsonl: is judged by my and the first file by default');
      const divided = await run('audit data.jsonl --resume parts');
      expect(divided.stderr).toContain('teacherprint.json names references for it');
    } finally {
      rmSync(join(folder, 'teacherprint.json'));
    }
  });

  const unusable: [name: string, make: () => Uint8Array | null, said: string][] = [
    ['is not there', () => null, 'no such file'],
    ['is something else', () => Buffer.from('{"a": 1}'), 'not a Teacherprint profile'],
    [
      'is cut short',
      () => readFileSync(join(folder, 'my.references')).subarray(0, 90_000),
      'the profile is cut short',
    ],
    [
      'was not fitted to references',
      () => readFileSync(new URL('../../profiles/default.profile', import.meta.url)),
      'is a profile that was not fitted to references',
    ],
  ];
  test.each(unusable)('that %s is told in a sentence', async (_, make, said) => {
    const bytes = make();
    if (bytes !== null) writeFileSync(join(folder, 'bad.references'), bytes);
    const { code, stdout, stderr } = await run(
      `audit data.jsonl --references ${bytes === null ? 'nowhere' : 'bad'}.references`,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`.references: ${said}`.replace('.references: no such', ': no such'));
  });

  test('from anybody is refused or usable, whatever was done to its header', () => {
    const file = join(folder, 'my.references');
    const bytes = readFileSync(file);
    const headerBytes = bytes.readUInt32LE(sectionAlignment);
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(headerBytes),
            fc.constantFrom('0', '1', '9', '-', '[', ']', '{', '}', '"', ',', 'e'),
          ),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        (changes) => {
          const changed = new Uint8Array(new SharedArrayBuffer(bytes.length));
          changed.set(bytes);
          for (const [at, letter] of changes) changed[12 + at] = letter.charCodeAt(0);
          try {
            loadReferences(file, changed);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('references are refused', () => {
  const few: [name: string, rows: StyledRow[], said: string][] = [
    [
      'too few',
      [...references.slice(0, 40), ...references.slice(40, 55)],
      'a family needs at least 20 references, and some hundred to be worth it: "ornate" has 15.',
    ],
    ['of one family', references.slice(0, 40), 'there is only "brisk"'],
    [
      'of few prompts',
      references.map((row) => ({ ...row, prompt_id: 'one' })),
      'the 40 references of "brisk" answer only 1 prompt; at least 8 are needed',
    ],
  ];
  test.each(few)('%s', async (name, rows, said) => {
    const file = `${name.replaceAll(' ', '-')}.jsonl`;
    write(file, jsonLines(rows));
    const { code, stdout, stderr } = await run(`references fit ${file} --output no.references`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });

  test('without a place for the profile', async () => {
    expect((await run('references fit refs.jsonl')).stderr).toContain('--output my.references');
    expect((await run('references what')).stderr).toContain('use collect, fit or sample');
  });
});

describe('a sample of references', () => {
  test('has as many of each family, for the same prompts, in the order of the files', async () => {
    write('pool.jsonl', jsonLines(references));
    const line = 'references sample pool.jsonl --per-family 10 --output';
    const { code, stderr } = await run(`${line} ten.jsonl`);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        '120 rows · 120 samples = 30 chosen + 90 skipped (90 more than needed)\n' +
        'ten.jsonl: 30 references of 3 families, answers to 10 prompts\n',
    });
    const chosen = readFileSync(join(folder, 'ten.jsonl'), 'utf8');
    const rows = chosen
      .split('\n')
      .filter(Boolean)
      .map((row) => JSON.parse(row) as StyledRow);
    expect(rows).toEqual(references.filter(({ text }) => rows.some((row) => row.text === text)));
    await run(`${line} again.jsonl`);
    expect(readFileSync(join(folder, 'again.jsonl'), 'utf8')).toBe(chosen);
    await run(`${line} others.jsonl --seed 2`);
    expect(readFileSync(join(folder, 'others.jsonl'), 'utf8')).not.toBe(chosen);
  });

  test('says of whom there are fewer', async () => {
    write('pool.jsonl', jsonLines(references.slice(0, 50)));
    const { stderr } = await run('references sample pool.jsonl --per-family 20 --output few.jsonl');
    expect(stderr).toContain('"ornate" has only 10 texts');
  });
});
