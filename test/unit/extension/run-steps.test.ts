/** The way through a wizard, forth and back. */

import { expect, test } from 'vitest';
import { type Move, runSteps, type Step } from '../../../extension/run-steps.ts';

type Answer = Move | 'skip';

/** Steps that give these answers one after the other → the steps that were asked, by their numbers. */
async function checkWay(answers: readonly (readonly Answer[])[]): Promise<string> {
  const way: string[] = [];
  const steps = answers.map((ofStep): Step => {
    const left = [...ofStep];
    return ({ step, totalSteps, hasBack }) => {
      expect(totalSteps).toBe(answers.length);
      way.push(`${step}${hasBack ? '' : '!'}`);
      return Promise.resolve(left.shift() ?? expect.unreachable('it was asked once more'));
    };
  });
  way.push((await runSteps('Wizard', steps)) ? 'done' : 'canceled');
  return way.join(' ');
}

const cases: [name: string, answers: Answer[][], way: string][] = [
  ['straight on', [['next'], ['next'], ['next']], '1! 2 3 done'],
  ['one may have nothing to ask', [['next'], ['skip'], ['next']], '1! 2 3 done'],
  ['the first may have nothing to ask', [['skip'], ['next']], '1! 2! done'],
  ['canceled', [['next'], ['cancel'], []], '1! 2 canceled'],
  [
    'back and forth',
    [
      ['next', 'next'],
      ['back', 'next'],
    ],
    '1! 2 1! 2 done',
  ],
  [
    'back beyond one that was skipped',
    [
      ['next', 'next'],
      ['skip', 'skip'],
      ['back', 'next'],
    ],
    '1! 2 3 1! 2 3 done',
  ],
  [
    'back beyond one that has nothing to ask any more',
    [
      ['next', 'next'],
      ['next', 'skip', 'skip'],
      ['back', 'next'],
    ],
    '1! 2 3 2 1! 2 3 done',
  ],
  [
    'never before the first',
    [
      ['next', 'skip'],
      ['back', 'next'],
    ],
    '1! 2 1! 2! done',
  ],
];

test.each(cases)('%s', async (_, answers, way) => {
  expect(await checkWay(answers)).toBe(way);
});
