/** `npm run evaluate:students`: how often an audit of a student is right → docs/evaluation-students.md. */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRandom } from '../../server/engine/random.ts';
import { thresholdFor } from '../../server/student/verdict.ts';
import { arenaTeachers, alpacaTeachers } from './roles.ts';
import { readCorpus } from './read-corpus.ts';
import { type EvaluationFigures, renderEvaluation, type SizeFigures } from './render-evaluation.ts';
import { alpha, falseAlarms, nulls } from './simulate-wagers.ts';
import {
  callsAt,
  compare,
  type Compared,
  type Corpus,
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

function ofSize(corpus: Corpus, size: number, seed: number): SizeFigures {
  const [prompts] = draw(corpus, size, seed) as [string[], string[]];
  const standings = standingsIn(compare(corpus, prompts));
  const count = answered(corpus, prompts);
  const shipped = thresholdFor(count);
  say(`${count} prompts`);
  return { prompts: count, shipped, calls: callsAt(standings, shipped) };
}

const panelSizes = [19, 30, 45];
const panelDraws = 20;

/** Panels of fewer decoys; who is not in the panel is a stranger to it. */
function panels(compared: Compared): EvaluationFigures['panels'] {
  const decoys = compared.models.filter(({ role }) => role === 'non-student');
  return panelSizes.map((size) => {
    const sum = {
      students: 0,
      right: 0,
      wrong: 0,
      nonStudents: 0,
      falseCalls: 0,
      mixed: 0,
      mixedCalls: 0,
    };
    for (let seed = 1; seed <= panelDraws; seed++) {
      const order = Int32Array.from(decoys.keys());
      createRandom(seed).shuffle(order);
      const panel = new Set(Array.from(order.slice(0, size), (index) => decoys[index]!));
      const standings = standingsIn(compared, (model) => panel.has(model));
      const calls = callsAt(standings, threshold, (model) => !panel.has(model));
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += calls[key];
    }
    return { size, draws: panelDraws, calls: sum };
  });
}

const alpaca = await readCorpus(`${values.corpora}/alpaca_eval.jsonl.gz`);
const corpus: Corpus = { ...alpaca, teachers: alpacaTeachers };
const every = compare(corpus, corpus.prompts);
const standings = standingsIn(every);
const promptCount = answered(corpus, corpus.prompts);
const threshold = thresholdFor(promptCount);
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
const arenaStandings = standingsIn(compare(arena, arena.prompts));
say('arena_hard_v01');

const runs = 10_000;
const figures: EvaluationFigures = {
  prompts: promptCount,
  threshold,
  standings,
  all: callsAt(standings, threshold),
  chosen: thresholdOf(standings),
  halves,
  sizes: [60, 120, 240, 320].map((size, index) => ofSize(corpus, size, 11 + index)),
  panels: panels(every),
  arena: {
    prompts: answered(arena, arena.prompts),
    calls: callsAt(arenaStandings, thresholdFor(answered(arena, arena.prompts))),
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
