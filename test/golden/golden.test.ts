/**
 * Whole files with the rows and samples that must come out of them. A new case is a new file in
 * `files`; `UPDATE=1` writes what came out beside it, to be read before it is believed.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../server/dataset/jsonl.ts';
import { defaultLineOptions, lineBatches } from '../../server/dataset/lines.ts';
import type { RowOutcome } from '../../server/dataset/row.ts';
import { detectField } from '../../server/samples/choose-field.ts';
import { extractSamples } from '../../server/samples/extract-samples.ts';
import { type FieldMapping, printField } from '../../server/samples/field.ts';
import { locateSample } from '../../server/samples/offset-map.ts';
import type { Sample } from '../../server/samples/sample.ts';

const folder = new URL('files/', import.meta.url);
const chunkSizes = [1, 7, 1 << 20];

async function rowsOf(bytes: Uint8Array, chunkBytes: number): Promise<RowOutcome[]> {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes);
  };
  const rows: RowOutcome[] = [];
  for await (const batch of lineBatches(chunks(), { ...defaultLineOptions, batchBytes: 64 })) {
    if (batch.kind === 'lines') rows.push(...readRows(batch));
  }
  return rows;
}

/** The sample, and the text that stands at its place in the row. */
function describeSample(sample: Sample, row: string): Record<string, unknown> {
  const { turn, role, prompt, text } = sample;
  const places = locateSample(row, sample)!;
  const literal = row.slice(places.toSource(0), places.toSource(text.length));
  if (sample.paths.length === 1) expect(JSON.parse(`"${literal}"`)).toBe(text);
  return { turn, role, prompt, text };
}

function describeRow(
  row: RowOutcome,
  mapping: FieldMapping | null,
  bytes: Buffer,
): Record<string, unknown> {
  const place = { row: row.row, bytes: `${row.byteStart}-${row.byteEnd}` };
  if (row.kind === 'problem') return { ...place, problem: `${row.reason}: ${row.message}` };
  if (mapping === null) return place;
  const found = extractSamples(row.value, mapping);
  if (found.kind === 'problem') return { ...place, problem: `${found.reason}: ${found.message}` };
  const text = bytes.subarray(row.byteStart, row.byteEnd).toString().replace(/^\ufeff/, '');
  return { ...place, samples: found.samples.map((sample) => describeSample(sample, text)) };
}

async function checkFile(name: string): Promise<void> {
  const bytes = readFileSync(new URL(name, folder));
  const reads = await Promise.all(chunkSizes.map((size) => rowsOf(bytes, size)));
  for (const read of reads) expect(read).toEqual(reads[0]);
  const rows = reads[0]!;
  const values = rows.flatMap((row) => (row.kind === 'row' ? [row.value] : []));
  const { mapping } = detectField(values);
  const seen = {
    field: mapping === null ? null : printField(mapping),
    shape: mapping?.shape ?? null,
    rows: rows.map((row) => describeRow(row, mapping, bytes)),
  };
  const expected = new URL(name.replace(/\.jsonl$/, '.expected.json'), folder);
  if (process.env['UPDATE'] !== undefined) {
    writeFileSync(expected, JSON.stringify(seen, null, 2) + '\n');
  }
  expect(existsSync(expected), `${name}: what is expected?`).toBe(true);
  expect(seen).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
}

describe('rows and samples of', () => {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.jsonl')))('%s', checkFile);
});
