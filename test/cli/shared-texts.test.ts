/** What several datasets have in common. */

import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/program.ts';

const cwd = fileURLToPath(new URL('datasets/shared', import.meta.url));

async function audit(files: readonly string[], format: string): Promise<string> {
  const args = ['audit', ...files, '--format', format, '--quiet'];
  const { code, stdout, stderr } = await runProgram(args, { cwd, input: '' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe.concurrent('texts in several files', () => {
  const cases: [files: string[], words: string | null, pairs: unknown][] = [
    [['train.jsonl'], null, null],
    [['train.jsonl', 'other.jsonl'], '\nThese files have no texts in common.\n', []],
    [
      ['train.jsonl', 'test.jsonl', 'other.jsonl'],
      '\nTexts in common\n  train.jsonl shares 3 of 4 samples with test.jsonl (2 exactly, 1 nearly)\n',
      [
        {
          sides: [
            { path: 'train.jsonl', samples: 4, exact: 2, near: 1 },
            { path: 'test.jsonl', samples: 3, exact: 1, near: 1 },
          ],
        },
      ],
    ],
  ];
  test.each(cases)('%j', async (files, words, pairs) => {
    const pretty = await audit(files, 'pretty');
    if (words === null) expect(pretty).not.toContain('in common');
    else expect(pretty.slice(-words.length)).toBe(words);
    const { shared } = JSON.parse(await audit(files, 'json')) as {
      shared: { pairs: unknown } | null;
    };
    expect(shared?.pairs ?? null).toEqual(pairs);
  });
});
