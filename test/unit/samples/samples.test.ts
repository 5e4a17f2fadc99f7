import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectField } from '../../../server/samples/choose-field.ts';
import { extractSamples } from '../../../server/samples/extract-samples.ts';
import { parseField, printField } from '../../../server/samples/field.ts';
import { detectLanguage } from '../../../server/samples/language.ts';
import { locateSample } from '../../../server/samples/offset-map.ts';

/** What is read from a row, as `role: text`, or the reason why nothing is. */
function read(json: string, field: string): string[] {
  const found = extractSamples(JSON.parse(json), parseField(field));
  if (found.kind === 'problem') return [found.reason];
  return found.samples.map(
    (sample) => `${sample.turn ?? '-'} ${sample.role ?? '-'}: ${sample.text}`,
  );
}

describe('samples of a row', () => {
  const cases: [string, string, string[]][] = [
    [
      'messages[].content',
      '{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}',
      ['1 assistant: a'],
    ],
    [
      'messages[].content',
      '{"messages":[{"role":"assistant","content":[{"type":"text","text":"a"},{"type":"image"},{"type":"text","text":"b"}]}]}',
      ['0 assistant: a\nb'],
    ],
    [
      'messages[].content',
      '{"messages":[{"role":"assistant","content":null},{"role":"assistant","content":"later"}]}',
      ['1 assistant: later'],
    ],
    ['messages[].content', '{"messages":[{"role":"assistant","content":""}]}', ['empty-text']],
    ['messages[].content', '{"messages":[{"role":"user","content":"q"}]}', ['no-text']],
    ['messages[].content', '{"messages":"no"}', ['no-text']],
    [
      'messages[].content',
      '{"__proto__":{"messages":[{"role":"assistant","content":"x"}]}}',
      ['no-text'],
    ],
    [
      'conversations[].value',
      '{"conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"},{"from":"gpt","value":"b"}]}',
      ['1 gpt: a', '2 gpt: b'],
    ],
    ['output', '{"instruction":"q","output":"a"}', ['- -: a']],
    ['output', '{"instruction":"q","output":7}', ['no-text']],
    [
      'chosen',
      '{"chosen":"a","rejected":[{"role":"assistant","content":"b"}]}',
      ['0 chosen: a', '1 rejected: b'],
    ],
    ['data.answer', '{"data":{"answer":"a"}}', ['- -: a']],
    ['__proto__.polluted', '{"__proto__":{"polluted":"a"}}', ['- -: a']],
  ];
  test.each(cases)('%s in %s', (field, json, expected) => {
    expect(read(json, field)).toEqual(expected);
  });

  test('fields read back as printed', () => {
    for (const field of ['messages[].content', 'a.b[].value', 'output', 'x.y.z', 'chosen']) {
      expect(printField(parseField(field))).toBe(field);
    }
    for (const nonsense of ['', '.', 'a..b', 'messages[]', 'messages[].text', 'a[0].content']) {
      expect(() => parseField(nonsense)).toThrow('is not a field');
    }
  });
});

describe('detected field', () => {
  const cases: [string, string[], string | null][] = [
    [
      'OpenAI',
      ['{"messages":[{"role":"assistant","content":"a"}],"text":"long text here"}'],
      'messages[].content',
    ],
    ['ShareGPT', ['{"conversations":[{"from":"gpt","value":"a"}]}'], 'conversations[].value'],
    ['Alpaca', ['{"instruction":"i","input":"","output":"o"}'], 'output'],
    ['pairs', ['{"prompt":"p","chosen":"a","rejected":"b"}'], 'chosen'],
    ['completion', ['{"prompt":"p","completion":"c"}'], 'completion'],
    [
      'text, not the longer prompt',
      [`{"prompt":"${'ask '.repeat(99)}","text":"An answer."}`],
      'text',
    ],
    ['prompt, where there is nothing else', ['{"question":"Why is it so?"}'], 'question'],
    ['longest plain text', [`{"id":"x","body":"${'word '.repeat(90)}"}`], 'body'],
    ['nested', [`{"data":{"body":"${'word '.repeat(90)}"}}`], 'data.body'],
    ['mostly one shape', ['{"output":"o"}', '{"output":"o"}', '{"response":"r"}'], 'output'],
    [
      'the one in most rows, of equally long ones',
      ['{"a":"word word","b":"word word"}', '{"b":"word word"}'],
      'b',
    ],
    ['no name of unreasonable length', [`{"${'k'.repeat(1000)}":"word word"}`], null],
    ['nothing', ['{"n":1}'], null],
    ['no rows', [], null],
  ];
  test.each(cases)('%s', (_, rows, expected) => {
    const { mapping } = detectField(rows.map((row) => JSON.parse(row) as unknown));
    expect(mapping === null ? null : printField(mapping)).toBe(expected);
  });
});

test('hostile rows with names of their own each are not all tried', () => {
  const rows = Array.from({ length: 200 }, (_, row) =>
    Object.fromEntries(Array.from({ length: 100 }, (_, key) => [`k${row}-${key}`, 'word'])),
  );
  expect(detectField(rows).candidates.length).toBeLessThanOrEqual(50);
});

describe('offsets through escapes', () => {
  test('every character maps there and back', () => {
    const escaped = fc.string({ unit: 'binary' }).map((text) => ({
      text,
      json: `{"pad": [1, {"x": "}"}], "t": ${JSON.stringify(text).replace(/[é😀-🙏]/gu, (c) =>
        [...Array(c.length).keys()]
          .map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`)
          .join(''),
      )}}`,
    }));
    fc.assert(
      fc.property(escaped, ({ text, json }) => {
        const map = locateSample(json, { paths: [['t']] });
        expect(map).not.toBeNull();
        for (let offset = 0; offset <= text.length; offset++) {
          const source = map!.toSource(offset);
          expect(map!.toDecoded(source)).toBe(offset);
          const next = offset < text.length ? map!.toSource(offset + 1) : source;
          expect(JSON.parse(`"${json.slice(source, next)}"`)).toBe(text.slice(offset, offset + 1));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the last of equal keys counts, as in JSON.parse', () => {
    const json = '{"t":"first","t":"last"}';
    expect(locateSample(json, { paths: [['t']] })?.span).toEqual({ start: 18, end: 22 });
  });

  test('deep rows do not recurse', () => {
    const json = `{"d":${'['.repeat(100_000)}${']'.repeat(100_000)},"t":"x"}`;
    expect(locateSample(json, { paths: [['t']] })?.span.end).toBe(json.length - 2);
  });
});

describe('language', () => {
  const cases: [string, string | null][] = [
    ['The kettle is on and you can have tea if you like it with milk.', 'en'],
    ['Mañana iremos al mercado para comprar fruta fresca y un poco de pan.', 'es'],
    ['Morgen gehen wir zum Markt und kaufen frisches Obst und etwas Brot.', 'de'],
    ['明天我们去市场买一些新鲜的水果和面包，然后回家做一顿丰盛的晚饭，请朋友们一起来。', 'zh'],
    ['Ok.', null],
  ];
  test.each(cases)('%s', async (text, expected) => {
    expect(await detectLanguage(text)).toBe(expected);
  });
});
