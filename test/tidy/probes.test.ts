/** The probe pack: prompts of many kinds that a model can be asked, and what makes them comparable. */

import { expect, test } from 'vitest';
import { read } from './repository.ts';

interface Probe {
  readonly prompt_id: string;
  readonly domain: string;
  readonly lang: string;
  readonly prompt: string;
}

const probes = read('profiles/probes.jsonl')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Probe);

const others = probes.filter(({ domain }) => domain !== 'identity');
const identity = probes.filter(({ domain }) => domain === 'identity');

test('there are a hundred prompts beside those about identity, of six kinds', () => {
  expect(others.length).toBeGreaterThanOrEqual(100);
  const domains = Map.groupBy(others, ({ domain }) => domain);
  expect(domains.size).toBe(6);
  for (const [domain, own] of domains) expect(own.length, domain).toBeGreaterThanOrEqual(16);
});

test('who they are is asked in several wordings and languages', () => {
  expect(new Set(identity.map(({ lang }) => lang)).size).toBeGreaterThanOrEqual(8);
  expect(identity.filter(({ lang }) => lang === 'en').length).toBeGreaterThanOrEqual(5);
});

test('no prompt and no id occurs twice', () => {
  for (const key of ['prompt', 'prompt_id'] as const) {
    expect(new Set(probes.map((probe) => probe[key])).size).toBe(probes.length);
  }
});
