/** Simulated request logs: exact shares, the same bytes again, and what each pattern is meant to show. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { axesOfAttack } from '../../../bench/campaign/attacks.ts';
import { attackNames, type Exchange, lookAlikeNames } from '../../../bench/campaign/exchange.ts';
import { exchanges, generateLog, type LogPlan } from '../../../bench/campaign/generate-log.ts';
import { logShapes } from '../../../bench/campaign/log-shapes.ts';

const requests = 4000;

/** Requests of the pattern and those of everybody else. */
function split(plan: Omit<LogPlan, 'requests'>): { special: Exchange[]; benign: Exchange[] } {
  const special: Exchange[] = [];
  const benign: Exchange[] = [];
  for (const [exchange, origin] of exchanges({ requests, ...plan })) {
    (origin === 'benign' ? benign : special).push(exchange);
  }
  return { special, benign };
}

const distinct = (values: Iterable<string>): number => new Set(values).size;

test.each([...attackNames, ...lookAlikeNames])('%s has its share and keeps the order', (name) => {
  const attack = attackNames.find((known) => known === name) ?? null;
  const lookAlike = lookAlikeNames.find((known) => known === name) ?? null;
  let last = -Infinity;
  let count = 0;
  for (const [{ time }, origin] of exchanges({ requests, attack, lookAlike, share: 0.1 })) {
    expect(time).toBeGreaterThanOrEqual(last);
    last = time;
    if (origin === name) count++;
  }
  expect(count).toBe(requests / 10);
});

test.each(logShapes)(
  'a log in the shape of %s is the same again, and other with another seed',
  (shape) => {
    const log = (seed: number): string =>
      JSON.stringify([
        ...generateLog({ requests: 300, seed, shape, attack: 'replay', share: 0.5 }),
      ]);
    expect(log(3)).toBe(log(3));
    expect(log(3)).not.toBe(log(4));
  },
);

test('ordinary prompts hardly ever repeat, and come from many accounts and organisations', () => {
  const { benign } = split({});
  const typed = benign.filter(({ prompt }) => prompt.length > 60);
  expect(distinct(typed.map(({ prompt }) => prompt))).toBeGreaterThan(0.9 * typed.length);
  expect(distinct(benign.map(({ account }) => account))).toBeGreaterThan(100);
  expect(distinct(benign.map(({ organisation }) => organisation))).toBeGreaterThan(30);
});

test('people rest at night; a harvest does not', () => {
  const { special, benign } = split({ attack: 'harvest', share: 0.5 });
  const nightly = (all: readonly Exchange[]): number =>
    all.filter(({ time }) => new Date(time).getUTCHours() < 6).length / all.length;
  expect(nightly(special)).toBeCloseTo(0.25, 1);
  expect(nightly(benign)).toBeLessThan(0.2);
});

test('a harvest deals its prompts out evenly, and hands over the ones that are refused', () => {
  const { special } = split({ attack: 'harvest', share: 0.25 });
  const counts = new Map<string, number>();
  for (const { account } of special) counts.set(account, (counts.get(account) ?? 0) + 1);
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
  const refused = special.flatMap(({ status }, i) => (status === 429 ? [i] : []));
  expect(refused.length).toBeGreaterThan(5);
  for (const i of refused.filter((index) => index + 1 < special.length)) {
    expect(special[i + 1]!.prompt).toBe(special[i]!.prompt);
    expect(special[i + 1]!.account).not.toBe(special[i]!.account);
  }
});

test('opaque reasoning comes back in its own session, except in a replay', () => {
  const foreign = (all: readonly Exchange[]): number => {
    const home = new Map(all.map(({ issued, session }) => [issued, session]));
    return all.filter(({ carried, session }) => carried !== null && home.get(carried) !== session)
      .length;
  };
  const { special, benign } = split({ attack: 'replay', share: 0.2 });
  expect(benign.filter(({ carried }) => carried !== null).length).toBeGreaterThan(20);
  expect(foreign(benign)).toBe(0);
  expect(foreign(special)).toBeGreaterThan(special.length / 3);
});

test('a pivot moves to the new model within a day, and others take longer', () => {
  const { special, benign } = split({ attack: 'pivot', share: 0.3 });
  const newest = (all: readonly Exchange[], fromHour: number, toHour: number): number => {
    const hours = (time: number): number => (time - all[0]!.time) / 3_600_000 - 0.6 * 336;
    const during = all.filter(({ time }) => hours(time) >= fromHour && hours(time) < toHour);
    return during.filter(({ model }) => model === 'atlas-3').length / during.length;
  };
  expect(newest(special, -100, -1)).toBe(0);
  expect(newest(special, 24, 48)).toBeGreaterThan(0.5);
  expect(newest(benign, 24, 48)).toBeLessThan(0.25);
});

test('a share that does not fit and a log that is too short are refused', () => {
  const log = (plan: LogPlan) => () => [...generateLog(plan)];
  expect(log({ requests: 100, attack: 'rubric', lookAlike: 'ci', share: 0.6 })).toThrow('exceed');
  expect(log({ requests: 100, lookAlike: 'evaluation', days: 0.05 })).toThrow('too short');
});

test('the page on simulation names the axes of each pattern', () => {
  const page = readFileSync(
    new URL('../../../docs/campaign-simulation.md', import.meta.url),
    'utf8',
  );
  const rows = attackNames.map((name) => {
    const cells = page.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
    return cells.split('|').at(-2)?.trim().split(', ');
  });
  expect(rows).toEqual(attackNames.map((name) => axesOfAttack[name]));
});
