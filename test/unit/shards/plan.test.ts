/** What belongs to a run, and who does what of it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agreeOnPlan } from '../../../server/shards/agree-on-plan.ts';
import {
  bytesOf,
  differenceOf,
  type Plan,
  type PlannedFile,
  unitsByShard,
} from '../../../server/shards/plan.ts';

const file: PlannedFile = {
  name: 'a.jsonl',
  path: '/data/a.jsonl',
  bytes: 1000,
  modified: '1',
  field: null,
  config: '',
  baseline: null,
};
const missing = { name: 'b.jsonl', problem: 'b.jsonl: no such file' };
const plan: Plan = {
  folder: '/data',
  sha256: 'profile',
  settings: { field: null, by: null, maxRows: null, seed: 1, unitMegabytes: 64 },
  inputs: [file, missing],
  keepsSamples: false,
  shards: null,
  units: [],
};

test('shards share all units, in order, none of them much larger than the others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1000), { minLength: 1 }),
      fc.integer({ min: 1, max: 40 }),
      (sizes, n) => {
        const inputs = sizes.map((bytes) => ({ ...file, bytes }));
        const units = sizes.map((_, input) => ({ input, range: null, field: null }));
        const divided = { ...plan, inputs, units };
        const shards = unitsByShard(divided, n);
        expect(shards).toHaveLength(n);
        expect(shards.flat()).toEqual([...sizes.keys()]);
        const fair = (sizes.reduce((sum, size) => sum + size, 0) + sizes.length) / n;
        for (const shard of shards) {
          const bytes = shard.reduce((sum, unit) => sum + bytesOf(divided, units[unit]!), 0);
          expect(bytes).toBeLessThanOrEqual(fair + Math.max(...sizes) + 1);
        }
      },
    ),
  );
});

describe('a run is refused', () => {
  const settings = plan.settings;
  const cases: [what: string, asked: Partial<Plan>, sentence: string | null][] = [
    ['never for the same', {}, null],
    ['for another profile', { sha256: 'x' }, 'was begun with another profile'],
    ['for another seed', { settings: { ...settings, seed: 2 } }, 'was begun with another --seed'],
    ['for other columns', { settings: { ...settings, by: [] } }, 'was begun with another --by'],
    ['for fewer files', { inputs: [file] }, 'was begun for other inputs'],
    ['in another order', { inputs: [missing, file] }, 'was begun for other inputs'],
    [
      'from another folder',
      { inputs: [{ ...file, path: '/a.jsonl' }, missing] },
      'was begun for other inputs',
    ],
    [
      'for a longer file',
      { inputs: [{ ...file, bytes: 1001 }, missing] },
      'was begun before a.jsonl changed',
    ],
    [
      'for a newer file',
      { inputs: [{ ...file, modified: '2' }, missing] },
      'was begun before a.jsonl changed',
    ],
    [
      'for other rules',
      { inputs: [{ ...file, config: 'x' }, missing] },
      'was begun before teacherprint.json changed, which concerns a.jsonl',
    ],
    [
      'for another baseline',
      { inputs: [{ ...file, baseline: 'x' }, missing] },
      'was begun with another baseline, which concerns a.jsonl',
    ],
  ];
  test.each(cases)('%s', (_, asked, sentence) => {
    expect(differenceOf(plan, { ...plan, ...asked })).toBe(sentence);
  });
});

describe('of many that come at once', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const { signal } = new AbortController();

  test('one makes the plan, and all get it', async () => {
    let made = 0;
    let waited = 0;
    const agreed = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        agreeOnPlan(folder, () => Promise.resolve({ ...plan, shards: (made = i + 1) }), {
          signal,
          onWait: () => waited++,
        }),
      ),
    );
    expect(new Set(agreed.map(({ id }) => id)).size).toBe(1);
    expect(agreed[0]!.plan.shards).toBe(made);
  });

  test('nobody waits for one that is dead', async () => {
    // No process has the last number that one can have.
    writeFileSync(join(folder, 'plan.lock'), `${hostname()} ${2 ** 31 - 1}`);
    const make = (): Promise<Plan> => Promise.resolve(plan);
    const agreed = await agreeOnPlan(folder, make, { signal, onWait: () => undefined });
    expect(agreed.plan).toEqual(plan);
  });

  test('one that fails does not keep the others from trying', async () => {
    const fails = (): Promise<Plan> => Promise.reject(new Error('no'));
    const listening = { signal, onWait: () => undefined };
    await expect(agreeOnPlan(folder, fails, listening)).rejects.toThrow('no');
    const agreed = await agreeOnPlan(folder, () => Promise.resolve(plan), listening);
    expect(agreed.plan).toEqual(plan);
  });

  test('a damaged plan is said to be', async () => {
    writeFileSync(join(folder, 'plan.json'), '{}\n');
    const make = (): Promise<Plan> => Promise.resolve(plan);
    await expect(agreeOnPlan(folder, make, { signal, onWait: () => undefined })).rejects.toThrow(
      'is damaged; begin a new run folder',
    );
  });
});
