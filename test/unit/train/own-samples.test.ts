import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../server/dataset/byte-source.ts';
import { datasetOf } from '../../../server/dataset/dataset.ts';
import {
  backgroundCaveats,
  refuseFewPrompts,
  refuseTooFew,
} from '../../../server/train/check-samples.ts';
import { chooseSamples, fewestTexts } from '../../../server/train/choose-samples.ts';
import { ledgerOf } from '../../../server/train/ledger.ts';
import { planHeldOut } from '../../../server/train/plan-held-out.ts';
import {
  type LabelledText,
  readLabelled,
  type ReadPart,
} from '../../../server/train/read-labelled.ts';
import {
  jsonLines,
  namedStyles,
  type StyledRow,
  styledRows,
  type Topic,
} from '../../support/styles.ts';

const labels = { model: null, family: null, source: null, prompt: null };

async function read(content: string, options = {}): Promise<ReadPart> {
  const source = datasetOf(bytesSource('a.jsonl', Buffer.from(content)));
  const parts: ReadPart[] = [];
  for await (const part of readLabelled(source, { field: null, labels, ...options }))
    parts.push(part);
  expect(parts).toHaveLength(1);
  return parts[0]!;
}

async function textsOf(rows: readonly object[]): Promise<readonly LabelledText[]> {
  return (await read(jsonLines(rows))).texts;
}

describe('reading', () => {
  test('takes the answer, not the labels or the prompt, however long', async () => {
    const long = 'A long question about many things. '.repeat(20);
    const { field, texts } = await read(
      jsonLines([{ model: long, family: 'F', prompt: long, note: 'No.', text: 'A short answer.' }]),
    );
    expect(field).toBe('text');
    expect(texts).toEqual([
      {
        file: 'a.jsonl',
        row: 1,
        text: 'A short answer.',
        prompt: long,
        labels: { model: null, family: 'f', source: null, prompt: null },
      },
    ]);
  });

  test('finds labels where it is told to', async () => {
    const row = { meta: { who: 'x', task: 7 }, output: 'Yes.' };
    const { texts } = await read(jsonLines([row]), {
      labels: { ...labels, model: 'meta.who', prompt: 'meta.task' },
    });
    expect(texts[0]).toMatchObject({ prompt: '7', labels: { model: 'x', prompt: '7' } });
  });

  test('holds the turns of a conversation together', async () => {
    const turn = (role: string, content: string): object => ({ role, content });
    const messages = [
      turn('user', 'Q'),
      turn('assistant', 'A'),
      turn('user', 'R'),
      turn('assistant', 'B'),
    ];
    const { texts } = await read(jsonLines([{ model: 'x', messages }]));
    expect(texts.map(({ text, prompt }) => [text, prompt])).toEqual([
      ['A', 'Q'],
      ['B', 'Q'],
    ]);
  });

  test('says of every row that cannot be used why', async () => {
    const rows = [
      '{"model": "x", "text": "Good."}',
      '{"model": "x", "text": ',
      '',
      '{"text": "By nobody."}',
      '{"model": "", "text": "By nobody."}',
      '{"model": "x"}',
      '{"__proto__": {"model": "x"}, "text": "By nobody."}',
    ];
    const { texts, unused, rowsDone } = await read(rows.join('\n'));
    expect(texts).toHaveLength(1);
    expect(unused.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'broken-json'],
      [3, 'blank'],
      [4, 'no-label'],
      [5, 'no-label'],
      [6, 'no-text'],
      [7, 'no-label'],
    ]);
    expect(unused[2]!.message).toBe('no name of up to 100 characters in "model" or "family"');
    expect(ledgerOf(rowsDone, texts.length, unused)).toMatchObject({
      rows: 7,
      samples: 7,
      analysed: 1,
    });
  });

  test('gives a pair one label for two texts no meaning', async () => {
    const { unused } = await read(jsonLines([{ model: 'x', chosen: 'Yes.', rejected: 'No.' }]));
    expect(unused[0]).toMatchObject({ reason: 'no-label' });
  });
});

describe('choosing', () => {
  const good = styledRows('garden', namedStyles, fewestTexts, 1);

  test('loses no text without a reason', async () => {
    const given = [
      ...good,
      good[0]!,
      { ...good[1]!, text: 'Too short.' },
      { ...good[2]!, text: `<think>${good[2]!.text}</think>Too short.` },
      { model: 'x', text: good[3]!.text },
      {
        ...good[4]!,
        text: 'Der Garten ist im Herbst besonders schön, weil die Blätter der Bäume dann bunt werden und das Licht tief steht.',
      },
    ];
    const { samples, unused, families, languages } = await chooseSamples(await textsOf(given));
    expect(samples).toHaveLength(good.length);
    expect(unused.map(({ row, reason }) => [row - good.length, reason])).toEqual([
      [1, 'copy'],
      [2, 'too-short'],
      [3, 'too-short'],
      [4, 'no-label'],
      [5, 'language'],
    ]);
    expect(families).toEqual(['brisk', 'listed', 'ornate', 'human', 'other']);
    expect(languages).toEqual(['en']);
  });

  test('takes every model for a family if no row names one', async () => {
    const rows = good.map(({ text }, i) => ({ model: `vendor/M${i % 2}`, text }));
    const { families } = await chooseSamples(await textsOf(rows));
    expect(families).toEqual(['m0', 'm1', 'human', 'other']);
  });

  test('draws no more of one model of one source than are needed, and the same ones again', async () => {
    const texts = await textsOf(styledRows('garden', namedStyles, 600, 1));
    const { samples, unused } = await chooseSamples(texts);
    const drawn = Map.groupBy(samples, ({ family }) => family);
    expect([...drawn.values()].map((own) => own.length)).toEqual([500, 500, 500]);
    expect(samples.length + unused.length).toBe(texts.length);
    expect((await chooseSamples(texts)).samples).toEqual(samples);
  });
});

describe('checking', () => {
  const rows = (each: number): StyledRow[] => styledRows('garden', namedStyles, each, 1);
  const refused: [what: string, given: StyledRow[], why: string][] = [
    ['no family', [], 'there is none'],
    ['one family', styledRows('garden', ['brisk', 'human'], 60, 1), 'there is only "brisk"'],
    [
      'few texts',
      [...rows(60), ...rows(3).map((row) => ({ ...row, family: 'few' }))],
      '"few" has 6',
    ],
    [
      'one prompt',
      rows(60).map((row) => ({ ...row, prompt_id: 'same' })),
      'answer only 1 prompt; at least 10',
    ],
  ];
  test.each(refused)('refuses %s', async (_, given, why) => {
    const chosen = await chooseSamples(given.length === 0 ? [] : await textsOf(given));
    const check = (): void => {
      refuseTooFew(chosen);
      refuseFewPrompts(chosen, planHeldOut(chosen.samples, chosen.families));
    };
    expect(check).toThrow(why);
  });

  test('says what background is missing', async () => {
    const given = [
      ...rows(60),
      ...styledRows('garden', ['human'], 60, 2),
      ...styledRows('garden', ['other'], 3, 3),
    ];
    const caveats = backgroundCaveats(await chooseSamples(await textsOf(given)));
    expect(caveats).toEqual([expect.stringMatching(/^only 3 texts of other models/)]);
  });
});

describe('what is held out together', () => {
  type Cell = readonly [topic: Topic, authors: readonly string[]];
  const checkPlan = async (cells: readonly Cell[], expected: object): Promise<void> => {
    const rows = cells.flatMap(([topic, authors]) => styledRows(topic, authors, 50, topic.length));
    const { samples, families } = await chooseSamples(await textsOf(rows));
    const { groups, units, way, ...plan } = planHeldOut(samples, families);
    expect({
      ...way,
      caveats: way.caveats.map((caveat) => caveat.split(' ', 4).join(' ')),
    }).toEqual(expect.objectContaining(expected));
    // A text is in one group with its source, or with its prompt; one fit leaves each group out.
    expect(new Set(groups).size).toBe(way.fits - 1);
    samples.forEach(({ source, promptId }, i) => {
      const isWhole = way.wholeSources.includes(source);
      samples.forEach((other, j) => {
        const isTogether = isWhole
          ? other.source === source
          : other.source === source && other.promptId === promptId;
        if (isTogether && groups[i] !== groups[j])
          throw new Error(`${source}, ${promptId} is torn`);
      });
      expect(units[i]).toEqual(
        way.kind === 'sources' ? source : expect.stringMatching(/^\w+, part \d of 5$/),
      );
    });
    expect(plan.samples.map(({ text }) => text)).toEqual(samples.map(({ text }) => text));
  };

  const [a, b, c] = namedStyles;
  const cases: [what: string, cells: Cell[], expected: object][] = [
    [
      'whole sources where three compare families',
      [
        ['garden', [a, b]],
        ['kitchen', [b, a]],
        ['harbor', [a, b, 'human']],
        ['office', ['human']],
      ],
      {
        kind: 'sources',
        wholeSources: ['garden', 'kitchen', 'harbor', 'office'],
        byPrompt: [],
        caveats: [],
      },
    ],
    [
      'prompts of a source whose texts are the only ones of somebody',
      [
        ['garden', [a, b]],
        ['kitchen', [a, b]],
        ['harbor', [a, b]],
        ['office', ['human']],
      ],
      {
        kind: 'sources',
        wholeSources: ['garden', 'kitchen', 'harbor'],
        byPrompt: ['office'],
        caveats: ['the only texts of'],
      },
    ],
    [
      'a source with a family of its own, if others are in it to ask about',
      [
        ['garden', [a, b]],
        ['kitchen', [a, b]],
        ['harbor', [a, b, c]],
      ],
      { kind: 'sources', byPrompt: [], caveats: ['"listed" is in one'] },
    ],
    [
      'prompts where few sources compare families',
      [
        ['garden', [a, b]],
        ['kitchen', [a, b]],
      ],
      { kind: 'prompts', wholeSources: [], fits: 6, caveats: ['fewer than 3 sources'] },
    ],
    [
      'prompts where every family has a source of its own',
      [
        ['garden', [a]],
        ['kitchen', [b]],
        ['harbor', [c]],
      ],
      { kind: 'prompts', caveats: ['fewer than 3 sources', 'some families have no'] },
    ],
  ];
  test.each(cases)('%s', (_, cells, expected) => checkPlan(cells, expected));

  test('families compete across sources of one family', async () => {
    const rows = [...styledRows('garden', [a], 50, 1), ...styledRows('kitchen', [b], 50, 2)];
    const { samples, families } = await chooseSamples(await textsOf(rows));
    const plan = planHeldOut(samples, families);
    expect(new Set(plan.samples.map(({ source }) => source)).size).toBe(1);
    expect(new Set(plan.samples.map(({ promptId }) => promptId)).size).toBe(100);
  });
});
