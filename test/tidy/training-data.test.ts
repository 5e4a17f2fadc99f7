/** The README names the data that the shipped profile was trained on, all of it and nothing else. */

import { expect, test } from 'vitest';
import { read } from './repository.ts';

interface Card {
  data: { repositories: string[] }[];
}

test('the sources in the README are those of the card', () => {
  const { data } = JSON.parse(read('profiles/default.json')) as Card;
  const trained = data.flatMap(({ repositories }) => repositories.map((it) => it.split('@')[0]!));
  const section = read('README.md')
    .split(/^## /m)
    .find((part) => part.startsWith('The profile, its data'))!;
  const cells = section.split('\n').flatMap((line) => line.match(/^\| *(`[^|]*)\|/)?.[1] ?? []);
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  expect(named.toSorted()).toEqual([...new Set(trained)].toSorted());
});
