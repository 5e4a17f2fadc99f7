/** `npm run evaluate:students`: how often an audit of a student is right → docs/evaluation-students.md. */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRandom } from '../../server/engine/random.ts';
import { alpacaTeachers, arenaTeachers, isLater } from './roles.ts';
import { type CorpusModel, readCorpus } from './read-corpus.ts';
import { type EvaluationFigures, renderEvaluation, type Row } from './render-evaluation.ts';
import { alpha, falseAlarms, nulls } from './simulate-wagers.ts';
import {
  type Calls,
  callsAt,
  compare,
  type Compared,
  type Corpus,
  isNonStudent,
  noCalls,
  type Standings,
  standingsIn,
  thresholdOf,
} from './standings.ts';

const { values } = parseArgs({
  options: {
    corpora: { type: 'string', default: '../shared/corpora' },
    output: { type: 'string', default: 'docs/evaluation-students.md' },
  },
});

function say(what: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${what}\n`);
}

function draw(corpus: Corpus, count: number, seed: number): string[][] {
  const order = Int32Array.from(corpus.prompts.keys());
  createRandom(seed).shuffle(order);
  const shuffled = Array.from(order, (index) => corpus.prompts[index]!);
  return [shuffled.slice(0, count), shuffled.slice(count)];
}

/** Prompts that a model of the drawn ones answered, on average. */
function answered(corpus: Corpus, prompts: readonly string[]): number {
  const counts = corpus.models.map(
    ({ answers }) => prompts.filter((prompt) => answers.has(prompt)).length,
  );
  return Math.round(counts.reduce((sum, n) => sum + n, 0) / counts.length);
}

/** All that a threshold could be, so that what ships can be looked up here. */
const grid = [4.5, 5, 5.5, 6, 7];

function onGrid(standings: Standings): Calls[] {
  return grid.map((threshold) => callsAt(standings, threshold));
}

function ofSize(corpus: Corpus, size: number, seed: number): Row {
  const [prompts] = draw(corpus, size, seed) as [string[], string[]];
  const calls = onGrid(standingsIn(compare(corpus, prompts)));
  const count = answered(corpus, prompts);
  say(`${count} prompts`);
  return { name: String(count), calls };
}

const panelSizes = [19, 30, 45];
const panelDraws = 20;

/** Panels of fewer decoys; who is not in the panel is a stranger to it. */
function panels(compared: Compared): Row[] {
  const decoys = compared.models.filter(isNonStudent);
  return panelSizes.map((size) => {
    const sums = grid.map(() => ({ ...noCalls }));
    for (let seed = 1; seed <= panelDraws; seed++) {
      const order = Int32Array.from(decoys.keys());
      createRandom(seed).shuffle(order);
      const panel = new Set(Array.from(order.slice(0, size), (index) => decoys[index]!));
      const standings = standingsIn(compared, (model) => panel.has(model));
      sums.forEach((sum, at) => {
        add(
          sum,
          callsAt(standings, grid[at]!, (model) => !panel.has(model)),
        );
      });
    }
    return { name: String(size), calls: sums };
  });
}

/** Each non-student judged by a panel without its vendor's other models, as a student's siblings are not in it. */
function withoutKin(compared: Compared, isPossible?: typeof isLater): Calls[] {
  const sums = grid.map(() => ({ ...noCalls }));
  const decoys = compared.models.filter(isNonStudent);
  for (const vendor of new Set(decoys.map((decoy) => decoy.vendor))) {
    const isKin = (model: CorpusModel): boolean => isNonStudent(model) && model.vendor === vendor;
    const standings = standingsIn(
      compared,
      (model) => isNonStudent(model) && !isKin(model),
      (model, teacher) => isKin(model) && (isPossible?.(model.name, teacher) ?? true),
    );
    sums.forEach((sum, at) => add(sum, callsAt(standings, grid[at]!, isKin)));
  }
  return sums;
}

function add(sum: Calls, calls: Calls): void {
  for (const key of Object.keys(sum) as (keyof Calls)[]) sum[key] += calls[key];
}

const alpaca = await readCorpus(`${values.corpora}/alpaca_eval.jsonl.gz`);
const corpus: Corpus = { ...alpaca, teachers: alpacaTeachers };
const every = compare(corpus, corpus.prompts);
const standings = standingsIn(every);
const promptCount = answered(corpus, corpus.prompts);
say(`${promptCount} prompts, all`);

const halves: EvaluationFigures['halves'] = [];
for (const seed of [1, 2]) {
  const parts = draw(corpus, corpus.prompts.length >> 1, seed);
  const [first, second] = parts.map((part) => standingsIn(compare(corpus, part)));
  say(`halves, ${seed}`);
  for (const [chosenOn, reportedOn] of [
    [first!, second!],
    [second!, first!],
  ] as const) {
    const chosen = thresholdOf(chosenOn);
    halves.push({ threshold: chosen, calls: callsAt(reportedOn, chosen) });
  }
}

const arenaFile = await readCorpus(`${values.corpora}/arena_hard_v01.jsonl.gz`);
const arena: Corpus = { ...arenaFile, teachers: arenaTeachers };
const arenaCompared = compare(arena, arena.prompts);
const arenaStandings = standingsIn(arenaCompared);
const possible = standingsIn(
  arenaCompared,
  isNonStudent,
  ({ name, role }, teacher) => role === 'non-student' && isLater(name, teacher),
);
say('arena_hard_v01');

const runs = 10_000;
const figures: EvaluationFigures = {
  prompts: promptCount,
  grid,
  standings,
  all: onGrid(standings),
  chosen: thresholdOf(standings),
  halves,
  sizes: [
    ...[120, 240].map((size, index) => ofSize(corpus, size, 11 + index)),
    { name: String(promptCount), calls: onGrid(standings) },
  ],
  withoutKin: withoutKin(every),
  panels: panels(every),
  panelDraws,
  arena: {
    prompts: answered(arena, arena.prompts),
    any: onGrid(arenaStandings),
    possible: onGrid(possible),
    withoutKin: withoutKin(arenaCompared, isLater),
    standings: arenaStandings,
  },
  wagers: Object.entries(nulls).map(([name, nextDifference], index) => ({
    name,
    runs,
    alarms: falseAlarms(nextDifference, runs, 500, index + 1),
  })),
  alpha,
};
writeFileSync(values.output, renderEvaluation(figures));
say(`wrote ${values.output}`);
