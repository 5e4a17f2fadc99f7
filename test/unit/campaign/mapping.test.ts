/** Logs of five systems: what is found where, and what a request is then. */

import { describe, expect, test } from 'vitest';
import { exchanges } from '../../../bench/campaign/generate-log.ts';
import { type LogShape, logShapes, toLogRow } from '../../../bench/campaign/log-shapes.ts';
import { detectMapping } from '../../../server/campaign/mapping.ts';
import { createPseudonyms } from '../../../server/campaign/pseudonym.ts';
import { readRequest } from '../../../server/campaign/read-request.ts';
import { createRandom } from '../../../server/engine/random.ts';

const happened = [...exchanges({ seed: 3, requests: 400, days: 2 })].map(([exchange]) => exchange);
const asTheyAre = createPseudonyms(
  new Uint8Array(32),
  new Set(['account', 'organisation', 'ip', 'userAgent', 'session'] as const),
);

describe.each(logShapes)('%s', (shape: LogShape) => {
  const rows = happened.map((exchange) => toLogRow(shape, exchange, createRandom(1)));
  const mapping = detectMapping(rows, {});

  test('every request is read as it happened', () => {
    for (const [i, exchange] of happened.entries()) {
      const read = readRequest(i + 1, rows[i], mapping, asTheyAre);
      if (read.kind === 'skipped') throw new Error(read.reason);
      // Logs that count in seconds know no more.
      expect(Math.abs(read.request.time - exchange.time)).toBeLessThan(1000);
      expect(read.request).toMatchObject({
        account: exchange.account,
        organisation: exchange.organisation,
        model: exchange.model,
        prompt: exchange.prompt,
        system: exchange.system,
        turns: exchange.earlier.length + 1,
        outputTokens: exchange.outputTokens,
        ip: exchange.ip,
        userAgent: exchange.userAgent,
        session: exchange.session,
        status: exchange.status,
      });
      expect(read.request.blobs).toHaveLength(exchange.carried === null ? 0 : 1);
    }
  });
});

test('what a user names takes the place of what would be found', () => {
  const rows = [{ user: 'a', key: 'b', prompt: 'Hello.' }];
  const mapping = detectMapping(rows, { account: 'user', time: null });
  expect(mapping).toMatchObject({ account: 'user', time: null, messages: 'prompt', model: null });
});

test('a column whose name has a dot, as tables have it', () => {
  const rows = [{ 'metadata.user_id': 'a', messages: '[{"role":"user","content":"Hello."}]' }];
  const read = readRequest(1, rows[0], detectMapping(rows, {}), asTheyAre);
  expect(read).toMatchObject({ request: { account: 'a', prompt: 'Hello.' } });
});
