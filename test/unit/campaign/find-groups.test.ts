/** Which templates are one group: by whose requests they are, whatever else is in the log. */

import { expect, test } from 'vitest';
import { write } from '../../../bench/campaign/write.ts';
import { createRandom } from '../../../server/engine/random.ts';
import { findGroups } from '../../../server/campaign/find-groups.ts';
import { judgeGroups } from '../../../server/campaign/judge-groups.ts';
import { LogFold } from '../../../server/campaign/log-fold.ts';
import type { LogRequest } from '../../../server/campaign/request.ts';

const unknown = {
  ...{ time: NaN, organisation: null, model: null, system: '', turns: 1, inputTokens: null },
  ...{ outputTokens: null, ip: null, userAgent: null, session: null, status: null },
  ...{ response: null, blobs: [] },
};

const request = (account: string, prompt: string): LogRequest => ({
  ...unknown,
  row: 1,
  account,
  prompt,
});

/** Sets of accounts of the groups that a frame of words falls into, largest first. */
function groupsOf(requests: readonly LogRequest[]): string[][] {
  const fold = new LogFold();
  fold.add(requests, 0);
  const { accounts } = fold;
  return findGroups(fold.context(1))
    .sort((a, b) => b.requests.length - a.requests.length)
    .map((group) => group.accounts.map((account) => accounts[account]!).sort());
}

const frames = [
  (n: number) => `Draw up the complete plan of the garden behind the house number w${n}x`,
  (n: number) => `Count every single apple that fell from the tree of neighbour w${n}x`,
  (n: number) => `What on earth is the best way to get rid of the w${n}x`,
];

/** `uses`: requests of each account with each of the frames. */
function asked(uses: Record<string, readonly number[]>): LogRequest[] {
  let number = 0;
  return Object.entries(uses).flatMap(([account, counts]) =>
    counts.flatMap((count, frame) =>
      Array.from({ length: count }, () => request(account, frames[frame]!(number++))),
    ),
  );
}

const crowd = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`person${i}`, [0, 0, 4]] as const),
);

test.each<[string, Record<string, readonly number[]>, string[][]]>([
  [
    'the same accounts in the same proportion',
    { a: [20, 20], b: [10, 10], c: [15, 15] },
    [['a', 'b', 'c']],
  ],
  [
    'others',
    { a: [20, 0], b: [20, 0], c: [0, 15], d: [0, 15] },
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a phrase that all use now and then, and everybody else does',
    { a: [40, 0, 4], b: [40, 0, 4], c: [40, 0, 4], ...crowd },
    [['a', 'b', 'c', ...Object.keys(crowd)].sort(), ['a', 'b', 'c']],
  ],
  [
    'a rare template that nobody else uses',
    { a: [30, 3, 0], b: [30, 2, 0], c: [30, 1, 0], ...crowd },
    [Object.keys(crowd).sort(), ['a', 'b', 'c']],
  ],
])('%s', (_, uses, expected) => {
  expect(groupsOf(asked(uses))).toEqual(expected);
});

/** Eight accounts of four organizations have candidates graded. */
function campaign(count: number): LogRequest[] {
  const random = createRandom(5);
  return Array.from({ length: count }, (_, i) => ({
    ...request(`key${i % 8}`, write('rubric', random)),
    organisation: `org${i % 4}`,
  }));
}

/** People who write what they like; each is an organization of their own. */
function others(count: number): LogRequest[] {
  const random = createRandom(6);
  return Array.from({ length: count }, (_, i) => ({
    ...request(`person${i % 300}`, write(i % 3 === 0 ? 'code' : 'chat', random)),
    organisation: `home${i % 300}`,
  }));
}

const attack = campaign(160);

test.each([400, 4000, 20_000])('a campaign is one card beside %i other requests', (count) => {
  const fold = new LogFold();
  const benign = others(count);
  // Spread over the log, as time would.
  const every = Math.floor(count / attack.length);
  const mixed = attack.flatMap((it, i) => [...benign.slice(i * every, (i + 1) * every), it]);
  for (let i = 0; i < mixed.length; i += 2000) fold.add(mixed.slice(i, i + 2000), 0);
  const log = fold.context(1);
  const cards = judgeGroups(findGroups(log), log).filter(({ isCampaign }) => isCampaign);
  expect(cards.map(({ group }) => group.accounts.length)).toEqual([8]);
  expect(cards[0]!.group.requests.length).toBeGreaterThanOrEqual(attack.length * 0.95);
});
