/** Windows of a log beside a log of ordinary traffic. */

import { expect, test } from 'vitest';
import { write } from '../../../bench/campaign/write.ts';
import type { WindowsView } from '../../../protocol/campaign.ts';
import { LogAudit } from '../../../server/campaign/audit-logs.ts';
import { bytesSource } from '../../../server/dataset/byte-source.ts';
import { type Dataset, datasetOf } from '../../../server/dataset/dataset.ts';
import { isUserError } from '../../../server/dataset/user-error.ts';
import { createRandom } from '../../../server/engine/random.ts';

const random = createRandom(3);
const written = (rules: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, i) => write(rules[i % rules.length]!, random));

function logOf(name: string, prompts: readonly string[]): Dataset {
  const rows = prompts.map((prompt, i) =>
    JSON.stringify({
      timestamp: 1_780_000_000 + i,
      user: `u${i % 50}`,
      messages: [{ role: 'user', content: prompt }],
    }),
  );
  return datasetOf(bytesSource(name, Buffer.from(rows.join('\n'))));
}

const { signal } = new AbortController();
const ignore = (): void => undefined;

async function comparedWith(
  benign: readonly string[],
  prompts: readonly string[],
): Promise<WindowsView> {
  const audit = new LogAudit({ given: {}, key: new Uint8Array(32), shown: new Set() });
  await audit.learnBenign(logOf('benign.jsonl', benign), 1, signal, ignore);
  await audit.add(logOf('log.jsonl', prompts), signal, ignore);
  return audit.view(1, 'complete').windows!;
}

const people = written(['chat', 'code'], 6000);

test('the window with strangers is named, and no other one', async () => {
  const mixed = [
    ...written(['chat', 'code'], 1500),
    ...written(['chat', 'code', 'chat', 'rubric'], 1500),
    ...written(['chat', 'code'], 1700),
  ];
  const view = await comparedWith(people, mixed);
  expect(view).toMatchObject({ tested: 3, untested: 200, differing: 1, size: 1500 });
  expect(view.windows).toMatchObject([{ path: 'log.jsonl', row: 1501, toRow: 3000 }]);
  expect(view.benign.coverage).toEqual({ rows: 6000, analysed: 6000, skipped: {} });
});

test('hours that differ in the benign log as well are none', async () => {
  const hours = (n: number): string[] => [...written(['chat'], n), ...written(['code'], n)];
  const benign = [...hours(1500), ...hours(1500)];
  expect(await comparedWith(benign, hours(1500))).toMatchObject({ tested: 2, differing: 0 });
});

test('a benign log that is too short is refused, with its name', async () => {
  const error = await comparedWith(people.slice(0, 100), people).catch((it: unknown) => it);
  expect(isUserError(error) && error.message).toMatch(
    /^benign\.jsonl: its 100 requests are too few/,
  );
});
