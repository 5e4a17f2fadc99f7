import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import { decodeProfile } from '../../../server/engine/profile.ts';
import { defaultProfileFile } from '../../../server/locations.ts';
import { partsOf } from '../../../server/samples/part-columns.ts';
import { PartCounter } from '../../../server/scan/parts.ts';
import { PosteriorSample } from '../../../server/scan/posterior-sample.ts';
import { type SampleRecord, unreadRow } from '../../../server/scan/record.ts';

const profile = decodeProfile(readFileSync(defaultProfileFile));
const { families } = profile;

function record(value: string, family: string, cluster: number): SampleRecord {
  const place = { row: 1, line: 1 };
  const posterior = toBasisPoints(
    families.map((name) => (name === family ? 0.5 : 0.5 / families.length)),
  );
  const parts = [{ column: 'source', value }];
  return { ...unreadRow(place, 'no-text', ''), skipped: null, posterior, parts, cluster };
}

describe('the parts of a row', () => {
  const cases: [row: unknown, columns: string[] | null, values: string[]][] = [
    [{ source: 'a', split: 'train', domain: 'x' }, null, ['source=a', 'split=train']],
    [{ source: 'a', lang: 'en' }, ['lang'], ['lang=en']],
    [{ source: 'a' }, [], []],
    [{ source: ' a ', split: 1, task: true }, null, ['source=a', 'split=1']],
    [{ source: '', split: 'x'.repeat(61), task: { a: 1 } }, null, []],
    [JSON.parse('{"__proto__": "a"}'), ['__proto__'], ['__proto__=a']],
    [['a'], null, []],
  ];
  test.each(cases)('%j by %j', (row, columns, values) => {
    const found = partsOf(row, columns).map(({ column, value }) => `${column}=${value}`);
    expect(found).toEqual(values);
  });
});

describe('who wrote which part', () => {
  test('is counted per value, the largest first', () => {
    const counter = new PartCounter(profile);
    for (let i = 0; i < 60; i++) counter.add(record('a', 'claude', i));
    for (let i = 0; i < 30; i++) counter.add(record('b', 'gpt', i));
    for (let i = 0; i < 3; i++) counter.add(record('c', 'gpt', i));
    const [view] = counter.views(1);
    expect(view).toMatchObject({ column: 'source', others: 0 });
    const [a, b, c] = view!.parts;
    const top = (part: typeof a): string =>
      part!.mixture.toSorted((one, other) => other.share - one.share)[0]!.family;
    expect([a!.value, a!.samples, top(a)]).toEqual(['a', 60, 'claude']);
    expect([b!.value, b!.samples, top(b)]).toEqual(['b', 30, 'gpt']);
    expect(c).toEqual({ value: 'c', samples: 3, analysed: 3, mixture: [], unexplained: null });
  });

  test('is not said of a column that names rows, nor of one with a single value', () => {
    const counter = new PartCounter(profile);
    for (let i = 0; i <= 1000; i++) counter.add(record(`row ${i}`, 'gpt', i));
    expect(counter.views(1)).toEqual([]);
    const single = new PartCounter(profile);
    single.add(record('a', 'gpt', 1));
    expect(single.views(1)).toEqual([]);
  });
});

test('a sample of posteriors does not depend on the order of the texts', () => {
  const texts = Array.from({ length: 9000 }, (_, i) => ({
    textId: Math.imul(i + 1, 0x9e3779b1)
      .toString(16)
      .replace('-', '')
      .padStart(16, 'a'),
    posterior: [i],
    cluster: i,
  }));
  const [forward, backward] = [new PosteriorSample(), new PosteriorSample()];
  for (const text of texts) forward.add(text);
  for (const text of texts.toReversed()) backward.add(text);
  expect(forward.texts()).toEqual(backward.texts());
  expect(forward.texts().length).toBeLessThanOrEqual(4096);
  expect(forward.texts().length).toBeGreaterThan(1000);
});
