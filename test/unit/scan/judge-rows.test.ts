/** Any bytes are rows, and every row is accounted for. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineBatch } from '../../../server/dataset/lines.ts';
import { createAnalyzer } from '../../../server/engine/analyzer.ts';
import { decodeProfile } from '../../../server/engine/profile.ts';
import { defaultProfileFile } from '../../../server/locations.ts';
import { parseField } from '../../../server/samples/field.ts';
import { sketchLength } from '../../../server/engine/sketch.ts';
import { judgeRows } from '../../../server/scan/judge-rows.ts';
import { AuditSummary } from '../../../server/scan/summary.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { messagesRow, plainAnswer } from '../../support/texts.ts';

const analyzer = createAnalyzer(decodeProfile(readFileSync(defaultProfileFile)));
const fields = ['messages[].content', 'conversations[].value', 'chosen', 'output', 'a.b'];

function batchOf(lines: readonly Uint8Array[]): LineBatch {
  const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  return {
    kind: 'lines',
    firstRow: 1,
    byteStart: 0,
    rows: lines.length,
    bytes: new Uint8Array(bytes),
    lines: null,
  };
}

async function checkRows(lines: readonly Uint8Array[], field: string | null): Promise<void> {
  let rowsDone = 0;
  const reading = { mapping: field === null ? null : parseField(field), by: null };
  const records = await judgeRows(batchOf(lines), reading, analyzer, () => rowsDone++);
  expect(rowsDone).toBe(lines.length);
  // Every row has a record, in the order of the file.
  const rows = records.map(({ row }) => row);
  expect([...new Set(rows)]).toEqual(lines.map((_, index) => index + 1));
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  const seen = new Set<string>();
  for (const { row, turn, skipped, problem, posterior, chars, textId, sketch } of records) {
    // Row and turn name one sample.
    expect(seen.has(`${row}:${turn}`)).toBe(false);
    seen.add(`${row}:${turn}`);
    expect(posterior.length > 0).toBe(skipped === null);
    expect(problem === null).toBe(skipped === null);
    expect(textId ?? '').toMatch(chars === 0 ? /^$/ : /^[0-9a-f]{16}$/);
    expect(sketch).toHaveLength(chars === 0 ? 0 : sketchLength);
  }
  const { profile } = analyzer;
  const summary = new AuditSummary({ profile, seed: 1, isSuppressed: () => false, known: null });
  const choice = { field, shape: null, candidates: [] };
  summary.add({ choice, batch: batchOf(lines), records, rowsDone: lines.length, bytesDone: 0 });
  expect(summary.analysed).toBe(records.filter(({ skipped }) => skipped === null).length);
}

const text = fc.oneof(hostileText, fc.constant(plainAnswer), fc.string({ unit: 'binary' }));
/** Values with the keys that mean something, and values of any kind behind them. */
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...['messages', 'conversations', 'role', 'from', 'content', 'value', 'text', 'type'],
        ...['chosen', 'rejected', 'output', 'prompt', 'instruction', 'a', 'b', '__proto__'],
      ),
      fc.oneof(tie('value'), fc.constantFrom('assistant', 'user', 'gpt', 'human')),
      { maxKeys: 5 },
    ),
  ),
})).value;

const json = value.map((written) => Buffer.from(JSON.stringify(written)));
const bytes = fc.uint8Array({ maxLength: 40 }).map((line) => line.filter((byte) => byte !== 0x0a));
/** A row of which some bytes were lost, doubled or changed on the way. */
const damaged = fc
  .tuple(json, fc.nat(), fc.nat(3), fc.uint8Array({ maxLength: 2 }))
  .map(([line, at, removed, inserted]) => {
    const start = at % (line.length + 1);
    return Buffer.concat([line.subarray(0, start), inserted, line.subarray(start + removed)]);
  })
  .map((line) => line.filter((byte) => byte !== 0x0a));

describe('rows', () => {
  test('of anything are all accounted for, and nothing in them is an error of ours', async () => {
    const line = fc.oneof(json, damaged, bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...fields, null),
        checkRows,
      ),
      { numRuns: 500 },
    );
  });

  test('are judged by their text alone, whoever stands beside them', async () => {
    const good = Buffer.from(messagesRow(plainAnswer));
    const [field] = fields;
    const alone = await judgeRows(
      batchOf([good]),
      { mapping: parseField(field!), by: null },
      analyzer,
      () => undefined,
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (neighbor) => {
        const lines = batchOf([neighbor, good]);
        const records = await judgeRows(
          lines,
          { mapping: parseField(field!), by: null },
          analyzer,
          () => undefined,
        );
        const { row, line, ...judgement } = records.at(-1)!;
        expect([row, line]).toEqual([2, 2]);
        expect(alone[0]).toMatchObject(judgement);
      }),
      { numRuns: 100 },
    );
  });
});
