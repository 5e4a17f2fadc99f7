import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDatasetConfig } from '../../../server/settings/config-file.ts';
import { newFolder } from '../../support/documents.ts';

const sample = '0123456789abcdef';

/** What files of these names in a folder say about the dataset `sets/data.jsonl` in it. */
async function read(
  files: Record<string, string>,
): Promise<{ field: string | null; isSuppressed: boolean; problems: string[] }> {
  const folder = newFolder();
  const dataset = join(folder, 'sets/data.jsonl');
  mkdirSync(dirname(dataset));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const config = await readDatasetConfig(dataset);
  const problems = config.problems.map((problem) => problem.replaceAll(folder, ''));
  const isSuppressed = config.isSuppressed({ textId: sample }, 'match');
  return { field: config.field, isSuppressed, problems };
}

const config = 'teacherprint.json';

describe('teacherprint.json', () => {
  test('need not be there', async () => {
    expect(await read({})).toEqual({ field: null, isSuppressed: false, problems: [] });
  });

  test('nearest above a dataset counts, and its first glob', async () => {
    const near = '{"fields": {"other.jsonl": "a", "*.jsonl": "b", "data.jsonl": "c"}}';
    const far = '{"fields": {"**": "d"}}';
    expect((await read({ [config]: far, [`sets/${config}`]: near })).field).toBe('b');
    expect((await read({ [config]: far })).field).toBe('d');
  });

  test('silences a text for one reason, in the files that it says', async () => {
    const suppress = (file: string, rule: string): Record<string, string> => ({
      [config]: JSON.stringify({ suppressions: [{ file, sample, rule, reason: 'a test' }] }),
    });
    expect((await read(suppress('sets/*', 'match'))).isSuppressed).toBe(true);
    expect((await read(suppress('data.jsonl', 'match'))).isSuppressed).toBe(true);
    expect((await read(suppress('sets/*', 'refusal'))).isSuppressed).toBe(false);
    expect((await read(suppress('./data.jsonl', 'match'))).isSuppressed).toBe(false);
  });

  const wide: [suppression: object, silenced: string[], others: string[]][] = [
    [{ file: 'data.jsonl', rule: 'match' }, ['match', 'match without a text'], ['refusal']],
    [{ file: 'sets/*', rule: '*' }, ['match', 'refusal', 'match without a text'], []],
    [{ file: '*', rule: '*', sample }, ['match', 'refusal'], ['match without a text']],
    [{ file: 'others/*', rule: '*' }, [], ['match', 'refusal', 'match without a text']],
  ];
  test.each(wide)('%j silences what it says', async (suppression, silenced, others) => {
    const folder = newFolder();
    writeFileSync(join(folder, config), JSON.stringify({ suppressions: [suppression] }));
    const found = await readDatasetConfig(join(folder, 'sets/data.jsonl'));
    expect(found.problems).toEqual([]);
    const isSilent = (finding: string): boolean => {
      const [code, ...without] = finding.split(' ');
      return found.isSuppressed({ textId: without.length > 0 ? null : sample }, code!);
    };
    expect([...silenced, ...others].filter(isSilent)).toEqual(silenced);
  });

  test('names a baseline relative to itself', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, config), '{"baseline": "known/base.json"}');
    const { baseline } = await readDatasetConfig(join(folder, 'sets/data.jsonl'));
    expect(baseline).toBe(join(folder, 'known/base.json'));
  });

  test('may begin with a byte order mark', async () => {
    expect((await read({ [config]: '\ufeff{"fields": {"**": "a"}}' })).field).toBe('a');
  });

  const wrong: [content: string, problem: string][] = [
    ['{', '/teacherprint.json: not JSON, so none of it is used'],
    ['[]', 'the file: must be an object; none of the file is used'],
    ['null', 'the file: must be an object; none of the file is used'],
    ['{"feilds": {}}', 'feilds: there is no such setting; none of the file is used'],
    ['{"fields": 7}', 'fields: must be an object of files and fields; none of the file is used'],
    ['{"fields": {"a": 7}}', 'fields.a: must be a text; none of the file is used'],
    [
      '{"fields": {"a": ".."}}',
      'fields.a: must be a field such as output or messages[].content; none of the file is used',
    ],
    ['{"baseline": ""}', 'baseline: must not be empty; none of the file is used'],
    ['{"suppressions": {}}', 'suppressions: must be a list; none of the file is used'],
    ['{"suppressions": [7]}', 'suppressions.0: must be an object; none of the file is used'],
    [
      `{"suppressions": [{"file": "a", "sample": "${sample}"}]}`,
      'suppressions.0.rule: is missing; none of the file is used',
    ],
    [
      '{"suppressions": [{"file": "a", "sample": "b", "rule": "match"}]}',
      'suppressions.0.sample: must be 16 hexadecimal digits; none of the file is used',
    ],
  ];
  test.each(wrong)('says what is wrong with %s', async (content, problem) => {
    const { problems, ...said } = await read({ [config]: content });
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(said).toEqual({ field: null, isSuppressed: false });
  });
});
