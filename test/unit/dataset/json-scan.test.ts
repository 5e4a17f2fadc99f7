import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringSpan, unexpectedOffset } from '../../../server/dataset/json-scan.ts';

type Path = (string | number)[];

/** Every string in a value, with the way to it. */
function stringsIn(value: unknown, path: Path = []): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, i) => stringsIn(item, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => stringsIn(item, [...path, key]));
}

const strings = fc.string({ unit: 'binary' });
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    strings,
    fc.jsonValue({ maxDepth: 0 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(strings, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const space = fc.constantFrom(undefined, 1, '\t', ' \r ');

describe('the span of a string', () => {
  test('holds, of any JSON however written, what JSON.parse reads there', () => {
    fc.assert(
      fc.property(value, space, (written, indent) => {
        const json = JSON.stringify(written, null, indent);
        for (const { path, text } of stringsIn(JSON.parse(json))) {
          const span = stringSpan(json, path);
          expect(span).not.toBeNull();
          expect(JSON.parse(`"${json.slice(span!.start, span!.end)}"`)).toBe(text);
        }
      }),
    );
  });

  test('is null wherever JSON.parse finds no string', () => {
    const steps = fc.array(fc.oneof(fc.constantFrom('', 'a', 'length', '__proto__'), fc.nat(3)));
    const hits = (read: unknown, path: Path): boolean =>
      stringsIn(read).some((found) => JSON.stringify(found.path) === JSON.stringify(path));
    fc.assert(
      fc.property(value, steps, (written, path) => {
        const json = JSON.stringify(written);
        expect(stringSpan(json, path) !== null).toBe(hits(JSON.parse(json), path));
      }),
    );
  });
});

describe('the offset of what was not expected', () => {
  test('is that of a character put into a row where a value begins', () => {
    const rows = fc.array(value, { minLength: 1, maxLength: 4 });
    const intruder = fc.constantFrom('None', "'x'", 'undefined', '}', ':', ',', 'NaN', '\\');
    fc.assert(
      fc.property(rows, rows, intruder, (before, after, wrong) => {
        const start = before.map((item) => `${JSON.stringify(item)}, `).join('');
        const json = `{"a": [${start}${wrong}, ${JSON.stringify(after).slice(1)}}`;
        expect(() => JSON.parse(json) as unknown).toThrow();
        expect(unexpectedOffset(json)).toBe('{"a": ['.length + start.length);
      }),
    );
  });
});
