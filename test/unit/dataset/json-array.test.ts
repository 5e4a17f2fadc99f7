import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrayBatches } from '../../../server/dataset/json-array.ts';
import { chunksOf, seenIn } from '../../support/batches.ts';

const options = { batchBytes: 64, maxRowBytes: 200 };
const tooEarly = 'broken-json: the array ends too early: its closing bracket is missing';

async function checkItems(text: string, expected: readonly string[]): Promise<void> {
  for (const size of [1, 2, 3, 7, text.length + 8]) {
    expect(await seenIn(arrayBatches(chunksOf(text, size), options))).toEqual(expected);
  }
}

describe('items of a JSON array', () => {
  const cases: [name: string, text: string, expected: string[]][] = [
    ['none', '[]', []],
    ['none, over lines', '\ufeff[\n\r\n ]\n', []],
    ['on one line', '[{"a":1},{"a":2}]', ['1@1 {"a":1}', '2@1 {"a":2}']],
    ['one per line', '[\n{"a":1},\n{"a":2}\n]\n', ['1@2 {"a":1}', '2@3 {"a":2}']],
    ['over lines', '[\n  {\n    "a": [\n 1 ]\n  }\n]', ['1@2 {"a":[1]}']],
    ['with brackets in texts', '[{"a":"]}\\",[{"}]', ['1@1 {"a":"]}\\",[{"}']],
    [
      'that are no objects',
      '[1,"x",[2]]',
      ['a number', 'a string', 'an array'].map(
        (what, i) => `${i + 1}@1 not-an-object: expected an object with fields, found ${what}`,
      ),
    ],
    [
      'that are missing',
      '[{},,{},]',
      ['1@1 {}', '2@1 blank: nothing between two commas', '3@1 {}'],
    ],
    ['without an end', '[\n{},\n{}', ['1@2 {}', '2@3 {}', `3@3 ${tooEarly}`]],
    [
      'cut off',
      '[{},{"a":',
      [
        '1@1 {}',
        '2@1 broken-json: not JSON: the row ends too early, after 5 characters',
        `3@1 ${tooEarly}`,
      ],
    ],
    ['behind the end', '[{}]\n{"a":1}', ['1@1 {}', '2@2 {"a":1}']],
    [
      'with a text that a line feed breaks',
      '[\n {"a":"x\n", "b":"y"},\n {"a":2},\n {"a":3}\n]',
      [
        '1@2 broken-json: not JSON: the row ends with a comma, as in a JSON array',
        '2@4 {"a":2}',
        '3@5 {"a":3}',
      ],
    ],
    [
      'with a text that never ends',
      '[\n {"a":"x},\n {"a":2},\n {"a":3}\n]',
      [
        '1@2 broken-json: not JSON: the row ends too early, after 11 characters',
        '2@3 {"a":2}',
        '3@4 {"a":3}',
      ],
    ],
    [
      'too large',
      `[{},{"a":"${'x'.repeat(300)}"},{}]`,
      ['1@1 {}', '2@1 row-too-large: the row has 1 MiB; rows up to 0 MiB are read', '3@1 {}'],
    ],
  ];
  test.each(cases)('%s', (_, text, expected) => checkItems(text, expected));

  test('are the ones that were written, at any indentation and any size of chunks', async () => {
    const item = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
    const longOptions = { batchBytes: 64, maxRowBytes: 1 << 20 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 5 }),
        fc.nat(4),
        fc.integer({ min: 1, max: 100 }),
        async (items, indent, chunkBytes) => {
          const text = JSON.stringify(items, null, indent);
          const seen = await seenIn(arrayBatches(chunksOf(text, chunkBytes), longOptions));
          const values = seen.map((row) => row.slice(row.indexOf(' ') + 1));
          expect(values).toEqual(items.map((value) => JSON.stringify(value)));
        },
      ),
    );
  });
});
