/** One dataset of each shape in every format and compression: nobody's findings depend on the packing. */

import { fileURLToPath } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultProfileFile, workerFile } from '../../../server/locations.ts';
import { readProfile } from '../../../server/scan/load-profile.ts';
import { openBytes } from '../../../server/scan/open-dataset.ts';
import { createWorkerPool } from '../../../server/scan/pool.ts';
import type { SampleRecord } from '../../../server/scan/record.ts';
import { scanDataset } from '../../../server/scan/scan-dataset.ts';
import { parquetCodecs, parquetOf } from '../../support/parquet.ts';
import { leakingAnswer, plainAnswer } from '../../support/texts.ts';

type Row = Record<string, unknown>;

const prompt = 'How does "sourdough" rise,\nand why?';
const answers = [
  plainAnswer,
  leakingAnswer,
  'Too short, "quoted", and with\nlines.',
  `ünï ${plainAnswer} 😀`,
];

const shapes: Record<string, (answer: string) => Row> = {
  messages: (content) => ({
    messages: [
      { role: 'user', content: prompt },
      { role: 'assistant', content },
    ],
  }),
  'several turns': (content) => ({
    messages: [
      { role: 'user', content: prompt },
      { role: 'assistant', content: plainAnswer },
      { role: 'user', content: 'And then?' },
      { role: 'assistant', content },
    ],
  }),
  'content parts': (text) => ({
    messages: [
      { role: 'user', content: prompt },
      { role: 'assistant', content: [{ type: 'text', text }] },
    ],
  }),
  conversations: (value) => ({
    conversations: [
      { from: 'human', value: prompt },
      { from: 'gpt', value },
    ],
  }),
  alpaca: (output) => ({ instruction: prompt, input: 'x', output }),
  'prompt and completion': (completion) => ({ prompt, completion }),
  'query and response': (response) => ({ query: prompt, response }),
  'a preferred pair': (chosen) => ({ prompt, chosen, rejected: plainAnswer }),
  'a preferred conversation': (content) => ({
    chosen: [
      { role: 'user', content: prompt },
      { role: 'assistant', content },
    ],
    rejected: [
      { role: 'user', content: prompt },
      { role: 'assistant', content: plainAnswer },
    ],
  }),
  'a plain text': (essay) => ({ essay }),
};

const lines = (rows: readonly Row[], end: string): string =>
  rows.map((row) => JSON.stringify(row) + end).join('');

function table(rows: readonly Row[], delimiter: string): string {
  const quoted = (value: unknown): string => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `"${text.replaceAll('"', '""')}"`;
  };
  const records = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))];
  return records.map((record) => record.map(quoted).join(delimiter)).join('\n');
}

const formats: Record<string, (rows: readonly Row[]) => string | Uint8Array> = {
  'a.jsonl': (rows) => lines(rows, '\n'),
  'crlf.ndjson': (rows) => `\ufeff${lines(rows, '\r\n')}`,
  'lines.json': (rows) => lines(rows, '\n'),
  'array.json': (rows) => JSON.stringify(rows),
  'pretty.json': (rows) => JSON.stringify(rows, null, 2),
  'a.csv': (rows) => table(rows, ','),
  'semicolon.csv': (rows) => table(rows, ';'),
  'a.tsv': (rows) => table(rows, '\t'),
  ...Object.fromEntries(
    parquetCodecs.map((codec) => [
      `${codec}.parquet`,
      (rows: readonly Row[]) => parquetOf(rows, codec),
    ]),
  ),
};

const packings: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  '': (bytes) => bytes,
  '.gz': (bytes) => gzipSync(bytes),
  '.zst': (bytes) => zstdCompressSync(bytes),
};

const profile = readProfile(fileURLToPath(defaultProfileFile));
const pool = createWorkerPool({ profile, workerFile, workers: 1 });
afterAll(() => pool.close());

/** Everything that was found out, but for the line, which differs with good reason. */
async function findings(name: string, bytes: Uint8Array): Promise<SampleRecord[]> {
  const found: SampleRecord[] = [];
  const options = { field: null, by: null, maxRows: Infinity };
  const { signal } = new AbortController();
  for await (const part of scanDataset(openBytes(name, bytes), pool, options, signal)) {
    for (const record of part.records) found.push({ ...record, line: null });
  }
  return found;
}

describe.each(Object.entries(shapes))('%s', (_, shape) => {
  const rows = answers.map(shape);
  const reference = findings('a.jsonl', Buffer.from(lines(rows, '\n')));

  test('has what was written', async () => {
    const skipped = (await reference).map((record) => record.skipped);
    expect(skipped).toContain('too-short');
    expect((await reference).some(({ flags }) => flags.includes('self-identification'))).toBe(true);
  });

  test.each(Object.keys(formats))('%s', async (name) => {
    const content = formats[name]!(rows);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (const [ending, pack] of Object.entries(packings)) {
      expect(await findings(name + ending, pack(bytes)), name + ending).toEqual(await reference);
    }
  });
});
