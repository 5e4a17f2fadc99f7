/** Whole exports through real workers: every row goes somewhere, and no byte is changed. */

import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { SubsetView } from '../../../protocol/views.ts';
import { exportSubset, type SubsetChoice } from '../../../server/acting/export-subset.ts';
import { withSubsetFiles } from '../../../server/acting/subset-files.ts';
import { parseSubsetRule } from '../../../server/acting/subset-rule.ts';
import { openBytes } from '../../../server/scan/open-dataset.ts';
import { defaultLineOptions } from '../../../server/dataset/lines.ts';
import { defaultProfileFile, workerFile } from '../../../server/locations.ts';
import { readProfile } from '../../../server/scan/load-profile.ts';
import { createWorkerPool } from '../../../server/scan/pool.ts';
import { newFolder } from '../../support/documents.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../../support/texts.ts';

const profile = readProfile(fileURLToPath(defaultProfileFile));
const pool = createWorkerPool({ profile, workerFile, workers: 2 });
afterAll(() => pool.close());
const signal = new AbortController().signal;

interface Exported {
  view: SubsetView;
  kept: string;
  dropped: string;
}

type Choice = Partial<Omit<SubsetChoice, 'rules'>> & { rules: readonly string[] };

async function exported(text: string, choice: Choice): Promise<Exported> {
  const parts = { kept: [] as Uint8Array[], dropped: [] as Uint8Array[] };
  const sinkOf = (to: 'kept' | 'dropped'): { write: (bytes: Uint8Array) => Promise<void> } => ({
    write: (bytes) => Promise.resolve(void parts[to].push(bytes)),
  });
  const view = await exportSubset(
    {
      dataset: openBytes('test', Buffer.from(text, 'latin1')),
      field: 'messages[].content',
      profile: 'test',
    },
    {
      mode: 'drop',
      unreadable: 'drop',
      annotate: null,
      ...choice,
      rules: choice.rules.map((rule) => parseSubsetRule(rule, [])),
    },
    { kept: sinkOf('kept'), dropped: sinkOf('dropped') },
    { pool, signal, onPart: () => undefined },
  );
  const written = (to: 'kept' | 'dropped'): string => Buffer.concat(parts[to]).toString('latin1');
  return { view, kept: written('kept'), dropped: written('dropped') };
}

const plain = messagesRow(plainAnswer);
const leaking = messagesRow(leakingAnswer);
const both = JSON.stringify({
  messages: [plainAnswer, leakingAnswer].map((content) => ({ role: 'assistant', content })),
});
const broken = '{"messages": [';

describe('an export', () => {
  const rows = [plain, leaking, both, broken, '', plain];
  const file = rows.join('\n');
  const cases: [choice: Choice, kept: string[], dropped: string[], view: Partial<SubsetView>][] = [
    [
      { rules: ['leak'] },
      [plain, plain],
      [leaking, both, broken, ''],
      { dropped: 2, unreadable: 2 },
    ],
    [
      { rules: ['leak'], unreadable: 'keep' },
      [plain, broken, '', plain],
      [leaking, both],
      { kept: 2, dropped: 2, unreadable: 2 },
    ],
    [{ rules: ['leak'], mode: 'keep' }, [leaking], [plain, both, broken, '', plain], { kept: 1 }],
    [{ rules: [] }, [plain, leaking, both, plain], [broken, ''], { kept: 4 }],
    [
      { rules: ['unreadable'], unreadable: 'keep' },
      [plain, leaking, both, '', plain],
      [broken],
      { dropped: 1, unreadable: 1 },
    ],
    [{ rules: ['broken-json'], mode: 'keep' }, [broken], [plain, leaking, both, '', plain], {}],
  ];
  test.each(cases)('%j', async (choice, kept, dropped, view) => {
    const result = await exported(file, choice);
    // The last row of the file has no line feed, wherever it goes.
    const lines = (of: readonly string[]): string =>
      of.map((row, i) => (row === plain && i === of.length - 1 ? row : `${row}\n`)).join('');
    expect(result.kept).toBe(lines(kept));
    expect(result.dropped).toBe(lines(dropped));
    expect(result.view).toMatchObject({ rows: rows.length, unwritten: 0, ...view });
  });

  test('gives each row to one of the files, with all its bytes and in order', async () => {
    const row = fc.oneof(
      fc.constantFrom(
        plain,
        leaking,
        both,
        broken,
        '',
        '{}',
        '[1]',
        '\u00ef\u00bb\u00bf{}',
        '\u00ff',
      ),
      fc.json(),
    );
    const rowsOfAll = fc.array(
      fc.tuple(row, fc.constantFrom('\n', '\r\n', ' \n')).map(([text, end]) => text + end),
    );
    const choice = fc.record({
      mode: fc.constantFrom('keep', 'drop'),
      unreadable: fc.constantFrom('keep', 'drop'),
      rules: fc.subarray(['leak', 'unreadable', 'verdict=unknown', 'blank']),
    });
    await fc.assert(
      fc.asyncProperty(rowsOfAll, fc.boolean(), choice, async (lines, isEnded, chosen) => {
        const text = isEnded ? lines.join('') : lines.join('').replace(/\r?\n$/, '');
        const { view, kept, dropped } = await exported(text, chosen);
        const split = (part: string): string[] =>
          part.split(/(?<=\n)/).filter((line) => line !== '');
        const rest = { kept: split(kept), dropped: split(dropped) };
        for (const line of split(text)) {
          const from = rest.kept[0] === line ? rest.kept : rest.dropped;
          expect(from.shift()).toBe(line);
        }
        expect(rest).toEqual({ kept: [], dropped: [] });
        expect(view.kept + view.dropped + view.unreadable).toBe(view.rows);
        expect(view.rows).toBe(split(text).length);
      }),
      { numRuns: 60 },
    );
  });

  test('says which rows are too large to be copied', async () => {
    const oversize = 'x'.repeat(defaultLineOptions.maxRowBytes + 1);
    const text = `${plain}\n${oversize}\n${plain}\n`;
    const { view, kept } = await exported(text, { rules: [], unreadable: 'keep' });
    expect(kept).toBe(`${plain}\n${plain}\n`);
    expect(view).toEqual({ rows: 3, kept: 2, dropped: 0, unreadable: 1, unwritten: 1 });
  });

  test('annotates rows that are objects, and leaves their own bytes alone', async () => {
    const odd = `{"big": 12345678901234567890, "e": "\\u00e9" } \r\n`;
    const rowsToAnnotate = [`${both}\n`, odd, '{}\n', `${broken}\n`];
    const choice = { rules: [], unreadable: 'keep', annotate: 'from "it"' } as const;
    const { kept } = await exported(rowsToAnnotate.join(''), choice);
    const field = /,?"from \\"it\\"":\{"profile":"test","samples":\[.*?\]\}(?=\s*\})/g;
    expect(kept.replace(field, '')).toBe(rowsToAnnotate.join(''));
    const [first, second] = kept.split('\n').map((line) => line.trim());
    const annotation = (JSON.parse(first!) as Record<string, unknown>)['from "it"'];
    const sample = { verdict: 'unknown', skipped: null, probability: expect.any(Number) as number };
    expect(annotation).toMatchObject({
      profile: 'test',
      samples: [
        { ...sample, turn: 0, flags: [] },
        { ...sample, turn: 1, flags: ['self-identification'] },
      ],
    });
    expect(JSON.parse(second!)).toMatchObject({
      'from "it"': { samples: [{ skipped: 'no-text', family: null }] },
    });
  });

  test('refuses to annotate a row twice', async () => {
    const row = '{"\\u0078": 1}\n';
    await expect(
      exported(`${plain}\n${row}`, { rules: [], unreadable: 'keep', annotate: 'x' }),
    ).rejects.toThrow('row 2 has a field "x" already');
  });
});

describe('the files of an export', () => {
  test('are there whole, or not at all', async () => {
    const folder = newFolder();
    const paths = { kept: join(folder, 'kept.jsonl'), dropped: join(folder, 'dropped.jsonl') };
    const failing = withSubsetFiles(null, paths, async ({ kept }) => {
      await kept.write('half');
      throw new Error('enough');
    });
    await expect(failing).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual([]);
    await withSubsetFiles(null, paths, ({ kept }) => kept.write('whole'));
    expect(readdirSync(folder).sort()).toEqual(['dropped.jsonl', 'kept.jsonl']);
    expect(readFileSync(paths.kept, 'utf8')).toBe('whole');
  });

  test.skipIf(process.platform === 'win32')('are never the dataset, nor one another', async () => {
    const folder = newFolder();
    const dataset = join(folder, 'data.jsonl');
    const link = join(folder, 'link.jsonl');
    const other = join(folder, 'other.jsonl');
    writeFileSync(dataset, plain);
    symlinkSync(dataset, link);
    const wrong: [kept: string, dropped: string | null][] = [
      [dataset, null],
      [link, null],
      [other, dataset],
      [other, link],
      [other, other],
      [folder, null],
    ];
    for (const [kept, dropped] of wrong) {
      const write = withSubsetFiles(dataset, { kept, dropped }, () => Promise.resolve());
      await expect(write, `${kept} ${dropped}`).rejects.toThrow(/at the same time|cannot/);
    }
    expect(readFileSync(dataset, 'utf8')).toBe(plain);
    expect(readdirSync(folder).sort()).toEqual(['data.jsonl', 'link.jsonl']);
  });
});
