/** Audits of a student through the server: what the terminal finds, where answers are, and what is refused. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { studentFormats } from '../../protocol/report-formats.ts';
import {
  auditStudent,
  type AuditStudentParams,
  describeAnswers,
  exportStudentAudit,
  readAnswer,
  type StudentAuditView,
  type StudentFiles,
} from '../../protocol/student-audit.ts';
import { newFolder, uriOf } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { runProgram } from '../support/program.ts';
import { studentFiles, studentPrompts } from '../support/student-files.ts';

const patience = 120_000;

let client: LspClient;
let folder: string;
const file = (name: string): string => join(folder, name);
const uri = (name: string): string => uriOf(file(name));

beforeAll(async () => {
  client = await LspClient.start();
  folder = newFolder();
  for (const [name, text] of Object.entries(studentFiles())) writeFileSync(file(name), text);
});
afterAll(() => client.close());

const wishes = (part: Partial<StudentFiles> = {}): StudentFiles => ({
  student: uri('pupil.jsonl'),
  teachers: [
    { uri: uri('red.jsonl'), name: 'red/red-1' },
    { uri: uri('blue.jsonl'), name: 'blue' },
  ],
  control: uri('base.jsonl'),
  decoys: [uri('decoys.jsonl')],
  lineage: null,
  ...part,
});

const audit = (
  part: Partial<StudentFiles> = {},
  more: Partial<AuditStudentParams> = {},
  own = client,
  token?: CancellationTokenSource['token'],
): Promise<StudentAuditView> =>
  own.connection.sendRequest(auditStudent, { files: wishes(part), ...more }, token);

test(
  'editor and terminal find the same, to the letter of every report',
  async () => {
    const { student } = await audit();
    expect(student.vendors.map(({ vendor, verdict }) => [vendor, verdict])).toEqual([
      ['red', 'consistent'],
      ['blue', 'no-evidence'],
    ]);
    for (const format of studentFormats) {
      const target = uri(`editor.${format}`);
      await client.connection.sendRequest(exportStudentAudit, { student, format, target });
    }
    const { code, stderr } = await runProgram([
      'student',
      '--quiet',
      ...['--answers', file('pupil.jsonl'), '--control', file('base.jsonl')],
      ...['--teacher', `red/red-1=${file('red.jsonl')}`, '--teacher', `blue=${file('blue.jsonl')}`],
      ...['--decoys', file('decoys.jsonl')],
      ...studentFormats.flatMap((name) => ['--output', `${name}=${file(`terminal.${name}`)}`]),
    ]);
    expect([code, stderr]).toEqual([0, '']);
    for (const format of studentFormats) {
      const seen = readFileSync(file(`editor.${format}`), 'utf8');
      expect(seen.length, format).toBeGreaterThan(500);
      expect(seen, format).toBe(readFileSync(file(`terminal.${format}`), 'utf8'));
    }
  },
  patience,
);

describe('the prompts of an audit', () => {
  test(
    'lead to the answers of all who gave one, in any format',
    async () => {
      const rows = readFileSync(file('blue.jsonl'), 'utf8').trim().split('\n');
      // One answer is missing, one row is broken, and the file is packed.
      const others = ['{broken', ...rows.slice(0, 5), ...rows.slice(6)].join('\n');
      writeFileSync(file('blue.jsonl.gz'), gzipSync(others));
      const { prompts, promptCount, student } = await audit({
        teachers: [
          { uri: uri('red.jsonl'), name: 'red' },
          { uri: uri('blue.jsonl.gz'), name: 'blue' },
        ],
        control: null,
      });
      expect([promptCount, prompts.length]).toEqual([studentPrompts, studentPrompts]);
      expect(prompts[5]).toMatchObject({ student: 6, teachers: [6, null], control: null });
      expect(prompts[6]).toMatchObject({ student: 7, teachers: [7, 7], control: null });
      const { field } = student.files[2]!;
      const answer = await client.connection.sendRequest(readAnswer, {
        ...{ uri: uri('blue.jsonl.gz'), row: 7, field: field!, prompt: prompts[6]!.prompt },
      });
      const row = JSON.parse(rows[6]!) as { prompt: string; completion: string };
      expect(prompts[6]!.prompt).toBe(row.prompt);
      expect(answer).toEqual({ text: row.completion, isCut: false });
      const moved = { uri: uri('red.jsonl'), row: 8, field: field!, prompt: prompts[6]!.prompt };
      await expect(client.connection.sendRequest(readAnswer, moved)).rejects.toThrow(
        /red\.jsonl:8: the file is not what it was; audit it again/,
      );
    },
    patience,
  );

  test(
    'are shortened, and so are answers that nobody would read to their end',
    async () => {
      const long = (name: string): string => {
        const [first, ...rest] = readFileSync(file(name), 'utf8').split('\n');
        const row = JSON.parse(first!) as { prompt: string; completion: string };
        const prompt = `${row.prompt} ${'\u{1F35E} '.repeat(200)}`;
        const completion = `${row.completion} ${'crust '.repeat(40_000)}`;
        return [JSON.stringify({ ...row, prompt, completion }), ...rest].join('\n');
      };
      for (const name of ['pupil', 'red'])
        writeFileSync(file(`${name}-long.jsonl`), long(`${name}.jsonl`));
      const student = uri('pupil-long.jsonl');
      const { prompts } = await audit({
        student,
        teachers: [{ uri: uri('red-long.jsonl'), name: 'red' }],
        control: null,
      });
      expect(prompts[0]!.prompt).toMatch(/^Question 1: .*…$/);
      expect(prompts[0]!.prompt.length).toBeLessThanOrEqual(160);
      expect(prompts[0]!.prompt.isWellFormed()).toBe(true);
      const { text, isCut } = await client.connection.sendRequest(readAnswer, {
        ...{ uri: student, row: 1, field: 'completion', prompt: prompts[0]!.prompt },
      });
      expect([text.length, isCut]).toEqual([200_000, true]);
    },
    patience,
  );
});

describe('whose answers a file holds', () => {
  const cases: [name: string, model: string | null, family: string | null][] = [
    ['red.jsonl', 'red-1', 'red'],
    ['blue.jsonl', null, null],
    ['decoys.jsonl', null, null],
  ];
  test.each(cases)('is asked of %s', async (name, model, family) => {
    const seen = await client.connection.sendRequest(describeAnswers, { uri: uri(name) });
    expect(seen).toEqual({ model, family });
  });
});

test(
  'an audit says how far it is, and ends at once when it is canceled',
  async () => {
    const own = await LspClient.start();
    const source = new CancellationTokenSource();
    const request = audit({}, { workDoneToken: 'student' }, own, source.token);
    await vi.waitFor(() => {
      const messages = own.workDone.flatMap((done) => ('message' in done ? [done.message] : []));
      expect(messages).toContain('comparing lexical habits');
    }, patience);
    source.cancel();
    await expect(request).rejects.toThrow();
    expect(own.workDone.at(-1)!.kind).toBe('end');
    await own.close();
  },
  patience,
);

describe('what cannot be compared is refused in a sentence', () => {
  const red = { uri: '', name: 'red' };
  const cases: [name: string, part: () => Partial<StudentFiles>, words: RegExp][] = [
    ['no candidate', () => ({ teachers: [] }), /at least one candidate/],
    ['no decoys', () => ({ decoys: [] }), /19 models are needed/],
    [
      'two candidates of one name',
      () => ({ teachers: [1, 2].map(() => ({ ...red, uri: uri('red.jsonl') })) }),
      /two candidates are called red/,
    ],
    [
      'a candidate without a name',
      () => ({ teachers: [{ uri: uri('red.jsonl'), name: ' /1' }] }),
      /red\.jsonl: name its vendor/,
    ],
    [
      'a file that is not there',
      () => ({ control: uri('absent.jsonl') }),
      /absent\.jsonl: no such file/,
    ],
    ['a document without a file', () => ({ student: 'untitled:Untitled-1' }), /save the document/],
    [
      'many models in a teacher’s file',
      () => ({ teachers: [{ uri: uri('red.jsonl'), name: 'red' }], decoys: [uri('red.jsonl')] }),
      /1 decoy/,
    ],
  ];
  test.each(cases)('%s', { timeout: patience }, async (_, part, words) => {
    await expect(audit(part())).rejects.toThrow(words);
  });
});

test(
  'a report does not take the place of an answers file, and has a format that there is',
  async () => {
    const { student } = await audit();
    const refused = (params: object): Promise<unknown> =>
      client.connection.sendRequest<unknown>(exportStudentAudit.method, {
        ...{ student, format: 'json', target: uri('red.jsonl') },
        ...params,
      });
    await expect(refused({})).rejects.toThrow(/audited and written at the same time/);
    await expect(refused({ format: 'csv' })).rejects.toThrow('there is no format "csv"');
  },
  patience,
);
