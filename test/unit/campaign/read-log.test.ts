/** Every row of a log is in its ledger, whatever the row is. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogCoverage } from '../../../protocol/campaign.ts';
import { createPseudonyms } from '../../../server/campaign/pseudonym.ts';
import { readLog } from '../../../server/campaign/read-log.ts';
import { bytesSource } from '../../../server/dataset/byte-source.ts';
import { datasetOf } from '../../../server/dataset/dataset.ts';

async function coverageOf(text: string): Promise<LogCoverage> {
  const log = datasetOf(bytesSource('log.jsonl', Buffer.from(text)));
  const pseudonyms = createPseudonyms(new Uint8Array(32), new Set());
  let coverage: LogCoverage = { rows: 0, analysed: 0, skipped: {} };
  let requests = 0;
  for await (const block of readLog(log, { given: {}, pseudonyms })) {
    coverage = block.coverage;
    requests += block.requests.length;
  }
  expect(requests).toBe(coverage.analysed);
  const skipped = Object.values(coverage.skipped).reduce((sum, n) => sum + n, 0);
  expect(coverage.analysed + skipped).toBe(coverage.rows);
  return coverage;
}

const good = '{"account":"a","prompt":"Hello."}';

test.each<[string, string, LogCoverage]>([
  ['nothing', '', { rows: 0, analysed: 0, skipped: {} }],
  ['a request', good, { rows: 1, analysed: 1, skipped: {} }],
  [
    'nobody asks',
    `${good}\n{"prompt":"Hello."}`,
    { rows: 2, analysed: 1, skipped: { 'no-account': 1 } },
  ],
  [
    'nothing is asked',
    `${good}\n{"account":"b"}`,
    { rows: 2, analysed: 1, skipped: { 'no-prompt': 1 } },
  ],
  [
    'broken, blank, no object',
    `{\n\n[]\n${good}`,
    { rows: 4, analysed: 1, skipped: { 'broken-json': 1, blank: 1, 'not-an-object': 1 } },
  ],
  ['only broken', '{\n{', { rows: 2, analysed: 0, skipped: { 'broken-json': 2 } }],
  [
    'hostile keys',
    '{"__proto__":{"account":"a"},"prompt":"Hello."}',
    { rows: 1, analysed: 0, skipped: { 'no-account': 1 } },
  ],
  [
    'a deep answer',
    `{"account":"a","prompt":"Hello.","response":${'[{"content":'.repeat(2000)}1${'}]'.repeat(2000)}}`,
    { rows: 1, analysed: 1, skipped: {} },
  ],
  [
    'a deep prompt',
    `${good}\n{"account":"a","prompt":${'[{"content":'.repeat(2000)}1${'}]'.repeat(2000)}}`,
    { rows: 2, analysed: 1, skipped: { 'no-prompt': 1 } },
  ],
])('%s', async (_, text, expected) => {
  expect(await coverageOf(text)).toEqual(expected);
});

test('the ledger balances for any rows', async () => {
  const row = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', '')),
    fc.json(),
    fc
      .record({ account: fc.jsonValue(), messages: fc.jsonValue(), time: fc.jsonValue() })
      .map((it) => JSON.stringify(it)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      await coverageOf(rows.join('\n'));
    }),
  );
});
