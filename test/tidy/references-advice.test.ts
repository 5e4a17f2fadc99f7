/** What `references fit` advises is what the evaluation found. */

import { expect, test } from 'vitest';
import { leftOver } from '../../server/references/advice.ts';
import { read } from './repository.ts';

test('the advice is made of the last column of the last table', () => {
  const page = read('docs/evaluation-references.md');
  const rows = [...page.matchAll(/^\| (\d+) → \d+ .*\|\s*([\d.]+) \|$/gm)];
  expect(rows.map(([, from, share]) => ({ from: Number(from), share: Number(share) }))).toEqual(
    leftOver,
  );
});
