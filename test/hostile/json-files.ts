/** Rows that are no JSON, too much of it, or not what a row is. */

import { plainAnswer } from '../support/texts.ts';
import { between, good, hostileFile, type HostileFile } from './hostile-file.ts';

const depths = [10, 1000, 10_000, 100_000, 400_000];
/** More values than a row may have. */
const tooDeep = 1_000_000;

function deep(open: string, inside: string, close: string, depth: number): string {
  return open.repeat(depth) + inside + close.repeat(depth);
}

function withNeighbors(name: string, row: string | (() => string), skipped: string): HostileFile {
  const content = typeof row === 'string' ? (): string => row : row;
  return hostileFile(
    name,
    () => between(content()),
    skipped === 'analysed' ? '3 analysed' : `2 analysed, 1 ${skipped}`,
  );
}

const broken: Readonly<Record<string, string>> = {
  'trailing-comma': '{"a":1,}',
  'missing-comma': '{"a":1 "b":2}',
  'missing-colon': '{"a" 1}',
  'missing-value': '{"a":}',
  'single-quotes': "{'a':1}",
  'bare-key': '{a:1}',
  comment: '{"a":1} // one',
  'block-comment': '{/* one */"a":1}',
  'not-a-number': '{"a":NaN}',
  infinity: '{"a":-Infinity}',
  undefined: '{"a":undefined}',
  'python-none': '{"a":None}',
  hexadecimal: '{"a":0x10}',
  'leading-zero': '{"a":007}',
  'leading-plus': '{"a":+1}',
  'bare-point': '{"a":.5}',
  'half-exponent': '{"a":1e}',
  'two-values': '{"a":1}{"b":2}',
  'two-values-apart': '{"a":1} {"b":2}',
  'text-before': 'data: {"a":1}',
  'unclosed-string': '{"a":"b',
  'unclosed-object': '{"a":1',
  'closed-twice': '{"a":1}}',
  'closed-wrongly': '{"a":[1}',
  'raw-tab': '{"a":"\t"}',
  'bad-escape': '{"a":"\\x41"}',
  'short-escape': '{"a":"\\u12"}',
  yaml: '- a: 1',
  html: '<!doctype html><title>404</title>',
  xml: '<?xml version="1.0"?>',
  'log-line': '2026-01-01 00:00:00 INFO started',
  'merge-conflict': '<<<<<<< HEAD',
};

const notObjects: Readonly<Record<string, string>> = {
  null: 'null',
  true: 'true',
  number: '3',
  'minus-zero': '-0',
  'huge-number': '1e999',
  string: '"text"',
  'empty-array': '[]',
  array: `[${good}]`,
};

const noText: Readonly<Record<string, string>> = {
  'empty-object': '{}',
  'other-fields': '{"a":1}',
  'messages-null': '{"messages":null}',
  'messages-number': '{"messages":7}',
  'messages-object': '{"messages":{"role":"assistant"}}',
  'messages-empty': '{"messages":[]}',
  'messages-of-numbers': '{"messages":[1,2]}',
  'messages-without-roles': '{"messages":[{"content":"a"}]}',
  'messages-deep': `{"messages":[[[[{"role":"assistant","content":"a"}]]]]}`,
  'only-the-user': '{"messages":[{"role":"user","content":"a"}]}',
  'content-number': '{"messages":[{"role":"assistant","content":1}]}',
  'content-object': '{"messages":[{"role":"assistant","content":{}}]}',
  prototype: '{"__proto__":{"messages":[{"role":"assistant","content":"a"}]}}',
  constructor: '{"constructor":{"prototype":{"messages":[]}}}',
  'key-empty': '{"":[{"role":"assistant","content":"a"}]}',
};

/** Assistant turns with the same good text in an unusual row. */
const judged: Readonly<Record<string, string>> = {
  'duplicate-keys': `{"messages":1,${good.slice(1)}`,
  'own-prototype': `{"__proto__":{"a":1},${good.slice(1)}`,
  'huge-number-beside': `{"n":1e999,${good.slice(1)}`,
  'long-number-beside': `{"n":${'9'.repeat(100_000)},${good.slice(1)}`,
  'lone-high-surrogate': good.replace('wild yeast', 'wild \\ud83d yeast'),
  'lone-low-surrogate': good.replace('wild yeast', 'wild \\ude00 yeast'),
  'turned-pair': good.replace('wild yeast', 'wild \\ude00\\ud83d yeast'),
  'all-escaped': good.replace(
    plainAnswer,
    plainAnswer.replaceAll(/./g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ),
  'escaped-keys': good.replace('messages', '\\u006dessages'),
  'nul-escaped': good.replace('wild yeast', 'wild\\u0000yeast'),
  'spaces-around': ` \t${good} \t`,
};

const sizes: HostileFile[] = [
  ...depths.flatMap((depth) => [
    withNeighbors(`arrays-${depth}-deep.jsonl`, () => deep('[', '', ']', depth), 'not-an-object'),
    withNeighbors(`objects-${depth}-deep.jsonl`, () => deep('{"a":', '1', '}', depth), 'no-text'),
    withNeighbors(`unclosed-${depth}-deep.jsonl`, () => '['.repeat(depth), 'broken-json'),
  ]),
  withNeighbors('arrays-too-deep.jsonl', () => deep('[', '', ']', tooDeep), 'row-too-large'),
  withNeighbors('objects-too-deep.jsonl', () => deep('{"a":', '1', '}', tooDeep), 'row-too-large'),
  withNeighbors('unclosed-too-deep.jsonl', () => '['.repeat(tooDeep), 'row-too-large'),
  withNeighbors('many-keys.jsonl', () => keys(400_000), 'no-text'),
  withNeighbors('million-keys.jsonl', () => keys(1_000_000), 'row-too-large'),
  withNeighbors(
    'million-equal-keys.jsonl',
    () => `{${new Array(1_000_000).fill('"a":1').join(',')}}`,
    'row-too-large',
  ),
  withNeighbors(
    'million-items.jsonl',
    () => `{"a":[${new Array(1_000_000).fill('1').join(',')}]}`,
    'row-too-large',
  ),
  withNeighbors('long-key.jsonl', () => `{"${'k'.repeat(4_000_000)}":1}`, 'no-text'),
  withNeighbors(
    'long-text.jsonl',
    () => good.replace('wild yeast', 'wild yeast '.repeat(400_000)),
    'analysed',
  ),
  withNeighbors(
    'one-long-word.jsonl',
    () => good.replace('wild yeast', 'y'.repeat(4_000_000)),
    'analysed',
  ),
  withNeighbors('row-too-large.jsonl', () => `{"a":"${'x'.repeat(65 << 20)}"}`, 'row-too-large'),
  withNeighbors('long-junk.jsonl', () => 'x'.repeat(4_000_000), 'broken-json'),
  withNeighbors('quotes.jsonl', () => '"'.repeat(1_000_001), 'broken-json'),
  withNeighbors('backslashes.jsonl', () => `{"a":"${'\\'.repeat(1_000_001)}"}`, 'broken-json'),
  hostileFile(
    'many-objects.jsonl',
    () => `${good}\n${'{}\n'.repeat(200_000)}`,
    '1 analysed, 200000 no-text',
  ),
];

function keys(count: number): string {
  const parts: string[] = [];
  for (let i = 0; i < count; i++) parts.push(`"k${i}":1`);
  return `{${parts.join(',')}}`;
}

function each(rows: Readonly<Record<string, string>>, skipped: string): HostileFile[] {
  return Object.entries(rows).map(([name, row]) =>
    withNeighbors(`json-${name}.jsonl`, row, skipped),
  );
}

/** A whole file as one JSON value. */
const arrays: HostileFile[] = [
  hostileFile('array.json', `[${good},${good}]`, '2 analysed'),
  hostileFile('array-empty.json', '[]', ''),
  hostileFile('array-blank.json', ' \n ', '2 blank'),
  hostileFile('array-bom.json', `\uFEFF[${good}]`, '1 analysed'),
  hostileFile('array-open.json', '[', '1 broken-json'),
  hostileFile('array-cut.json', `[${good},${good.slice(0, 90)}`, '1 analysed, 2 broken-json'),
  hostileFile('array-trailing-comma.json', `[${good},]`, '1 analysed'),
  hostileFile('array-double-comma.json', `[${good},,${good}]`, '2 analysed, 1 blank'),
  hostileFile('array-no-comma.json', `[${good} ${good}]`, '1 broken-json'),
  hostileFile('array-of-others.json', '[1,"a",null,[],{}]', '1 no-text, 4 not-an-object'),
  hostileFile('array-of-arrays.json', `[[${good}],[${good}]]`, '2 not-an-object'),
  hostileFile('array-followed.json', `[${good}] x`, '1 analysed, 1 broken-json'),
  hostileFile('array-twice.json', `[${good}][${good}]`, '1 analysed, 1 not-an-object'),
  hostileFile('array-in-lines.jsonl', `[${good},${good}]`, '1 not-an-object'),
  hostileFile(
    'array-in-many-lines.jsonl',
    `[\n${good},\n${good}\n]\n`,
    '1 analysed, 3 broken-json',
  ),
  hostileFile('lines-in-array.json', `${good}\n${good}\n`, '2 analysed'),
  hostileFile('object.json', good, '1 analysed'),
  hostileFile('object-in-lines.jsonl', JSON.stringify(JSON.parse(good), null, 2), '12 broken-json'),
  hostileFile('array-deep.json', () => deep('[', '', ']', 1_000_000), '1 row-too-large'),
  hostileFile(
    'array-million.json',
    () => `[${new Array(1_000_000).fill('0').join(',')}]`,
    '1000000 not-an-object',
  ),
];

export const jsonFiles: readonly HostileFile[] = [
  ...each(broken, 'broken-json'),
  ...each(notObjects, 'not-an-object'),
  ...each(noText, 'no-text'),
  ...each(judged, 'analysed'),
  ...sizes,
  ...arrays,
];
