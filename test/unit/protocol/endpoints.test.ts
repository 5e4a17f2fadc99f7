/** The setting of endpoints, as people write it. */

import { describe, expect, test } from 'vitest';
import {
  endpointDefaults,
  modelsText,
  parseModels,
  readEndpoints,
} from '../../../protocol/endpoints.ts';

const url = 'http://localhost:11434/v1';

test('what is not said has a default', () => {
  const { endpoints, problems } = readEndpoints([{ url }]);
  expect(problems).toEqual([]);
  expect(endpoints).toEqual([{ ...endpointDefaults, name: url, url }]);
});

test('what is said holds', () => {
  const given = {
    name: 'Here',
    url,
    models: { 'qwen3:8b': 'qwen', other: '' },
    keyVariable: 'KEY',
  };
  const { endpoints } = readEndpoints([
    { ...given, allowHttp: true, maxTokens: 5, timeoutSeconds: 9 },
  ]);
  expect(endpoints).toEqual([
    {
      ...{
        name: 'Here',
        url,
        keyVariable: 'KEY',
        allowsHttp: true,
        maxTokens: 5,
        timeoutSeconds: 9,
      },
      models: [
        { name: 'qwen3:8b', family: 'qwen' },
        { name: 'other', family: null },
      ],
    },
  ]);
});

const wrong: [unknown, RegExp][] = [
  [{}, /"url" is missing/],
  [7, /"url" is missing/],
  [null, /"url" is missing/],
  [JSON.parse('{"__proto__": {"url": "http://x"}}'), /"url" is missing/],
  [{ url, name: 7 }, /"name"/],
  [{ url, keyVariable: true }, /"keyVariable"/],
  [{ url, allowHttp: 'yes' }, /"allowHttp"/],
  [{ url, maxTokens: 0 }, /"maxTokens"/],
  [{ url, timeoutSeconds: 3601 }, /"timeoutSeconds"/],
  [{ url, models: ['a'] }, /"models"/],
  [{ url, models: { a: 1 } }, /"models"/],
  [{ url, models: { '': 'a' } }, /"models"/],
];

describe('an entry that is not usable is named, and the others hold', () => {
  test.each(wrong)('%j', (entry, words) => {
    const { endpoints, problems } = readEndpoints([entry, { url }]);
    expect(endpoints.length).toBe(1);
    expect(problems).toEqual([expect.stringMatching(/^teacherprint\.endpoints, entry 1: /)]);
    expect(problems[0]).toMatch(words);
  });
  test('no list', () => {
    expect(readEndpoints('x').problems.length).toBe(1);
    expect(readEndpoints(undefined)).toEqual({ endpoints: [], problems: [] });
  });
});

test.each<[string, string]>([
  ['a=b', 'a=b'],
  [' a , b=C  d ', 'a, b=c, d'],
  ['qwen3:8b=Qwen,org/name', 'qwen3:8b=qwen, org/name'],
])('models are typed as %j', (text, shown) => {
  const models = parseModels(text);
  expect(typeof models === 'string' ? models : modelsText(models)).toBe(shown);
});

test.each([
  ['', /at least one/],
  [' , ', /at least one/],
  ['=a', /NAME=FAMILY/],
  ['a=b=c', /NAME=FAMILY/],
  ['a, a=b', /twice/],
])('%j is explained', (text, words) => {
  expect(parseModels(text)).toMatch(words);
});
