import { describe, expect, test } from 'vitest';
import {
  parseAuditArgs,
  parseEvaluateArgs,
  parseExplainArgs,
  parseMergeArgs,
  parseTrainArgs,
  type RunArgs,
} from '../../../server/cli/args.ts';

describe('audit', () => {
  test('takes every option', () => {
    const line =
      'a.jsonl - --profile p --references r --field output --format json --output jsonl=x=y --output pretty=z ' +
      '--jobs 3 --seed 0 --max-rows 10 --fail-on leak --fail-on share>0.25 ' +
      '--baseline b.json --quiet';
    expect(parseAuditArgs(line.split(' '))).toEqual({
      paths: ['a.jsonl', '-'],
      stdinFilename: null,
      by: null,
      profile: 'p',
      references: 'r',
      field: 'output',
      outputs: [
        { format: 'json', path: null },
        { format: 'jsonl', path: 'x=y' },
        { format: 'pretty', path: 'z' },
      ],
      jobs: 3,
      seed: 0,
      maxRows: 10,
      failOn: [{ kind: 'leak' }, { kind: 'share', above: 0.25 }],
      baseline: 'b.json',
      quiet: true,
      run: null,
    });
  });

  test('takes parts of a run', () => {
    const runs: [line: string, run: RunArgs][] = [
      ['--resume r', { folder: 'r', shard: null, unitMegabytes: 64 }],
      ['--resume r --shard 1/1', { folder: 'r', shard: { index: 0, of: 1 }, unitMegabytes: 64 }],
      [
        '--resume r --shard 8/8 --unit-size 1',
        { folder: 'r', shard: { index: 7, of: 8 }, unitMegabytes: 1 },
      ],
    ];
    for (const [line, run] of runs) {
      expect(parseAuditArgs(['x', ...line.split(' ')]).run).toEqual(run);
    }
  });

  test('needs none', () => {
    expect(parseAuditArgs(['x'])).toMatchObject({
      profile: expect.stringMatching(/profiles.default\.profile$/),
      field: null,
      outputs: [{ format: 'pretty', path: null }],
      jobs: expect.any(Number),
      seed: 1,
      maxRows: Infinity,
      failOn: [],
      baseline: null,
      quiet: false,
    });
  });

  const refused: [line: string, why: string][] = [
    ['', 'audit: name at least one file, or - for standard input'],
    ['x --format xml', '--format xml: use pretty, json, jsonl, csv, sarif, html, md, card'],
    ['x --output json', '--output json: write it as FORMAT=PATH'],
    ['x --output xml=y', '--output xml: use pretty, json, jsonl, csv, sarif, html, md, card'],
    ['x --output json=y --output pretty=y', '--output: two reports for one file'],
    ['x --shard 1/2', '--shard: say in which folder results are kept, with --resume RUN'],
    ['x --unit-size 2', '--unit-size: say in which folder results are kept, with --resume RUN'],
    ['- --resume r', 'audit --resume: reads files only; save what comes from - to a file first'],
    ['x --resume=', '--resume: name a folder'],
    [
      'x --resume r --shard 0/2',
      '--shard 0/2: write it as K/N, such as 1/8 for the first of eight',
    ],
    [
      'x --resume r --shard 3/2',
      '--shard 3/2: write it as K/N, such as 1/8 for the first of eight',
    ],
    ['x --resume r --shard 2', '--shard 2: write it as K/N, such as 1/8 for the first of eight'],
    ['x --resume r --unit-size 0', '--unit-size 0: use a whole number from 1 to 1024'],
    ['x --jobs 0', '--jobs 0: use a whole number from 1 to 256'],
    ['x --jobs 1.5', '--jobs 1.5: use a whole number from 1 to 256'],
    ['x --seed -1', 'see teacherprint --help'],
    ['x --seed=-1', '--seed -1: use a whole number from 0 to 2147483648'],
    ['x --max-rows ten', '--max-rows ten: use a whole number from 1 to'],
    ['x --field a..b', '"a..b" is not a field'],
    ['x --fail-on share>2', '--fail-on share>2: use match, leak, unreadable, duplicate'],
    ['x --fail-on rain', '--fail-on rain: use match, leak, unreadable, duplicate'],
    ['x --nonsense', "Unknown option '--nonsense'; see teacherprint --help"],
    ['x --quiet=yes', 'see teacherprint --help'],
  ];
  test.each(refused)('refuses %j', (line, why) => {
    expect(() => parseAuditArgs(line.split(' ').filter(Boolean))).toThrow(why);
  });
});

describe('explain', () => {
  const targets: [line: string[], target: unknown][] = [
    [['a.jsonl:3'], { kind: 'row', path: 'a.jsonl', row: 3, turn: null }],
    [['a.jsonl:3:0'], { kind: 'row', path: 'a.jsonl', row: 3, turn: 0 }],
    [['C:\\a.jsonl:3'], { kind: 'row', path: 'C:\\a.jsonl', row: 3, turn: null }],
    [['two\nlines.jsonl:3'], { kind: 'row', path: 'two\nlines.jsonl', row: 3, turn: null }],
    [['--text', '-'], { kind: 'text', text: null }],
    [['--text', 'Some words.'], { kind: 'text', text: 'Some words.' }],
    [['--text='], { kind: 'text', text: '' }],
  ];
  test.each(targets)('%j', (line, target) => {
    expect(parseExplainArgs(line).target).toEqual(target);
  });

  test('writes as many reports as one asks for', () => {
    const line = ['a.jsonl:3', '--quiet', '--format', 'json', '--output', 'pretty=report.txt'];
    expect(parseExplainArgs(line).outputs).toEqual([
      { format: 'json', path: null },
      { format: 'pretty', path: 'report.txt' },
    ]);
  });

  const refused: [line: string, why: string][] = [
    ['', 'explain: name one row as PATH:ROW, or give --text -'],
    ['a.jsonl', 'explain: name one row as PATH:ROW, or give --text -'],
    ['a.jsonl:x', 'explain: name one row as PATH:ROW, or give --text -'],
    ['a.jsonl:1 b.jsonl:1', 'explain: name one row as PATH:ROW, or give --text -'],
    ['a.jsonl:1 --text x', 'explain: name one row as PATH:ROW, or give --text -'],
    ['a.jsonl:1 --format jsonl', '--format jsonl: use pretty, json'],
    ['a.jsonl:1 --output jsonl=x', '--output jsonl: use pretty, json'],
    ['a.jsonl:1 --jobs 2', "Unknown option '--jobs'"],
  ];
  test.each(refused)('refuses %j', (line, why) => {
    expect(() => parseExplainArgs(line.split(' ').filter(Boolean))).toThrow(why);
  });
});

describe('train', () => {
  test('takes every option', () => {
    const line =
      'a.jsonl b --output own.profile --id mine --field answer --model-field by --family-field line ' +
      '--source-field from --prompt-field meta.question --quiet';
    expect(parseTrainArgs(line.split(' '))).toEqual({
      paths: ['a.jsonl', 'b'],
      output: 'own.profile',
      id: 'mine',
      field: 'answer',
      labels: { model: 'by', family: 'line', source: 'from', prompt: 'meta.question' },
      quiet: true,
    });
  });

  test('needs a file and an output', () => {
    expect(parseTrainArgs(['x', '--output', 'y'])).toMatchObject({
      id: null,
      field: null,
      labels: { model: null, family: null, source: null, prompt: null },
    });
  });

  const refused: [line: string, why: string][] = [
    ['--output x', 'train: name at least one file of samples'],
    ['x', 'train: say where the profile goes, with --output my.profile'],
    ['x --output=', 'train: say where the profile goes, with --output my.profile'],
    ['- --output x', 'train: reads files only; save what comes from - to a file first'],
    ['x --output y --id=', '--id: use a name of 1 to 100 characters'],
    [`x --output y --id ${'n'.repeat(101)}`, '--id: use a name of 1 to 100 characters'],
    ['x --output y --field a..b', '"a..b" is not a field'],
    ['x --output y --profile z', "Unknown option '--profile'"],
  ];
  test.each(refused)('refuses %j', (line, why) => {
    expect(() => parseTrainArgs(line.split(' '))).toThrow(why);
  });
});

describe('evaluate', () => {
  test('takes a profile, formats and labels', () => {
    const line = 'a.jsonl --profile p --format json --output pretty=z --jobs 2 --family-field line';
    expect(parseEvaluateArgs(line.split(' '))).toEqual({
      paths: ['a.jsonl'],
      profile: 'p',
      field: null,
      labels: { model: null, family: 'line', source: null, prompt: null },
      outputs: [
        { format: 'json', path: null },
        { format: 'pretty', path: 'z' },
      ],
      jobs: 2,
      quiet: false,
    });
  });

  const refused: [line: string, why: string][] = [
    ['', 'evaluate: name at least one file of samples'],
    ['x --format jsonl', '--format jsonl: use pretty, json'],
    ['x --id y', "Unknown option '--id'"],
  ];
  test.each(refused)('refuses %j', (line, why) => {
    expect(() => parseEvaluateArgs(line.split(' ').filter(Boolean))).toThrow(why);
  });
});

describe('merge', () => {
  test('takes a folder, and what reports there are to be', () => {
    const line = 'run --profile p --format md --output json=x --fail-on match --quiet';
    expect(parseMergeArgs(line.split(' '))).toEqual({
      folder: 'run',
      profile: 'p',
      outputs: [
        { format: 'md', path: null },
        { format: 'json', path: 'x' },
      ],
      failOn: [{ kind: 'match' }],
    });
  });

  test.each(['', 'a b'])('refuses %j', (line) => {
    expect(() => parseMergeArgs(line.split(' '))).toThrow('merge: name one run folder');
  });
});
