/** A word is found in the texts of a row as they are, not as JSON writes them. */

import { expect, test } from 'vitest';
import { searchRows } from '../../../server/scan/search-rows.ts';

function checkFound(rows: readonly string[], text: string, found: readonly number[]): void {
  const bytes = new Uint8Array(new TextEncoder().encode(rows.join('\n')));
  const batch = {
    kind: 'lines',
    firstRow: 11,
    byteStart: 0,
    bytes,
    rows: rows.length,
    lines: null,
  } as const;
  expect(searchRows(batch, text)).toEqual(found);
}

const text = (value: unknown): string => JSON.stringify({ text: value });

test.each<[string, string[], string, number[]]>([
  ['in capitals or not', [text('A Ferry'), text('tunnel'), text('FERRY')], 'feRRy', [11, 13]],
  ['across line breaks', [text('one\ntwo'), text('one two')], 'one\ntwo', [11]],
  ['quotes and backslashes', [text('say "no"'), text('C:\\no')], '"no"', [11]],
  ['a backslash', [text('C:\\no'), text('no')], ':\\n', [11]],
  ['behind escapes', ['{"text":"\\u0066erry"}', '{"text":"f\\u00e9"}'], 'ferry', [11]],
  ['beyond ASCII', ['{"text":"f\\u00e9"}', text('FÉ'), text('fe')], 'fé', [11, 12]],
  ['slashes', ['{"text":"a\\/b"}', text('a/b')], 'a/b', [11, 12]],
  ['not in keys', ['{"ferry":"x"}', text(['deep', { in: 'ferry' }])], 'ferry', [12]],
  ['numbers', ['{"id":4711}', '{"id":12}'], '471', [11]],
  ['in rows that are broken', ['{"text":"ferry', '', text('ferry')], 'ferry', [11, 13]],
  ['after Windows line ends', [`${text('a')}\r`, `${text('ferry')}\r`], 'ferry', [12]],
])('%s', (_, rows, wanted, found) => {
  checkFound(rows, wanted, found);
});

test('rows that nest deeply', () => {
  const depth = 4000;
  checkFound([`{"a":${'['.repeat(depth)}"ferry"${']'.repeat(depth)}}`], 'ferry', [11]);
});
