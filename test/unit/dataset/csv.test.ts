import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvBatches } from '../../../server/dataset/csv.ts';
import { chunksOf, seenIn } from '../../support/batches.ts';

const options = { batchBytes: 64, maxRowBytes: 1 << 10 };

async function checkRecords(
  content: string | Uint8Array,
  expected: readonly string[],
  format: 'csv' | 'tsv' = 'csv',
): Promise<void> {
  for (const size of [1, 2, 3, 7, 1 << 12]) {
    expect(await seenIn(csvBatches(chunksOf(content, size), format, options))).toEqual(expected);
  }
}

describe('records of CSV', () => {
  const cases: [name: string, text: string, expected: string[]][] = [
    ['none', '', []],
    ['a header and nothing else', 'a,b', []],
    ['a byte order mark, CRLF', '\ufeffa,b\r\n1,2\r\n', ['1@2 {"a":"1","b":"2"}']],
    ['a quoted header', '\ufeff"a b","c"\n1,2', ['1@2 {"a b":"1","c":"2"}']],
    [
      'quotes, delimiters and lines in cells',
      'a,b\n"x, ""y""\nz",\n',
      ['1@2 {"a":"x, \\"y\\"\\nz","b":""}'],
    ],
    ['lines are counted on', 'a\n"1\n2\n3"\n4\n', ['1@2 {"a":"1\\n2\\n3"}', '2@5 {"a":"4"}']],
    ['quotes in the middle', 'a,b\n5" disk,x "y" z\n', ['1@2 {"a":"5\\" disk","b":"x \\"y\\" z"}']],
    ['semicolons', 'a;b\n1,5;2', ['1@2 {"a":"1,5","b":"2"}']],
    ['tabs by another name', 'a\tb\n1\t2', ['1@2 {"a":"1","b":"2"}']],
    ['bars', 'a|b\n1|2', ['1@2 {"a":"1","b":"2"}']],
    ['one column', 'text\n"a, b"\n', ['1@2 {"text":"a, b"}']],
    ['blank lines', '\na,b\n\n1,2\n', ['1@3 blank: empty line', '2@4 {"a":"1","b":"2"}']],
    ['names twice, and none', 'a,a,\n1,2,3', ['1@2 {"a":"1","a_2":"2","column3":"3"}']],
    ['hostile names', '__proto__,a\n1,2', ['1@2 {"__proto__":"1","a":"2"}']],
    [
      'too few cells, too many',
      'a,b\n1\n1,2,3\n1,2\n',
      [
        '1@2 broken-csv: 1 cell where the header has 2',
        '2@3 broken-csv: 3 cells where the header has 2',
        '3@4 {"a":"1","b":"2"}',
      ],
    ],
    [
      'a quote that never ends',
      'a,b\n1,2\n"3,4\n5,6\n',
      [
        '1@2 {"a":"1","b":"2"}',
        '2@3 broken-csv: the record of line 3 opens a quote that is never closed; the rest is not read',
      ],
    ],
    [
      'a record that is too large',
      `a,b\n1,2\n${'x'.repeat(2000)},4\n5,6\n`,
      [
        '1@2 {"a":"1","b":"2"}',
        '2@3 broken-csv: the record of line 3 has more than 0 MiB; the rest is not read',
      ],
    ],
  ];
  test.each(cases)('%s', (_, text, expected) => checkRecords(text, expected));

  test('tabs, whatever else the header has', () =>
    checkRecords('a,b;\tc\n1\t2\n', ['1@2 {"a,b;":"1","c":"2"}'], 'tsv'));

  test('bytes that are no text', () =>
    checkRecords(Buffer.from('a,b\n1,\xff\n3,4\n', 'latin1'), [
      '1@2 invalid-utf8: not UTF-8 text: bad byte at position 2 of the row',
      '2@3 {"a":"3","b":"4"}',
    ]));

  test('are the ones that were written, at any size of chunks', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', ';', 'ü', '😀'),
    });
    // What is blank is no record, and a lone carriage return ends one.
    const record = fc
      .tuple(cell, cell)
      .filter(([a, b]) => !/\r(?!\n)/.test(`${a}|${b}|`) && `${a}${b}` !== '');
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        async (records, chunkBytes) => {
          const lines = [['a', 'b'], ...records].map((cells) => cells.map(quoted).join(','));
          const chunks = chunksOf(`${lines.join('\n')}\n`, chunkBytes);
          const seen = await seenIn(
            csvBatches(chunks, 'csv', { ...options, maxRowBytes: 1 << 20 }),
          );
          const values = seen.map((row) => row.slice(row.indexOf(' ') + 1));
          expect(values).toEqual(records.map(([a, b]) => JSON.stringify({ a, b })));
        },
      ),
    );
  });
});
