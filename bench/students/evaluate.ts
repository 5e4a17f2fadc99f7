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
  asShipped,
  atLeast,
  callsBy,
  compare,
  type Compared,
  type Corpus,
  isNonStudent,
  noCalls,
  type Rule,
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

/** What ships, and z alone: all that a threshold could be. */
const rules: readonly (readonly [name: string, rule: Rule])[] = [
  ['with a control', asShipped(true)],
  ['without', asShipped(false)],
  ...[4, 4.5, 5, 6].map((z) => [`z ${z.toFixed(1)}`, atLeast(z)] as const),
];

function byRules(standings: Standings): Calls[] {
  return rules.map(([, rule]) => callsBy(standings, rule));
}

/** Whom a model of any source may have learned from. */
type IsPossible = (model: CorpusModel, teacher: string) => boolean;

function ofSize(corpus: Corpus, size: number, seed: number, isPossible?: IsPossible): Row {
  const [prompts] = draw(corpus, size, seed) as [string[], string[]];
  const calls = byRules(standingsIn(compare(corpus, prompts), isNonStudent, isPossible));
  const count = answered(corpus, prompts);
  say(`${count} prompts`);
  return { name: String(count), calls };
}

const panelSizes = [19, 30, 45];
const panelDraws = 20;

/** Panels of fewer decoys; who is not in the panel is a stranger to it. */
function panels(compared: Compared, isPossible?: IsPossible): Row[] {
  const decoys = compared.models.filter(isNonStudent);
  return panelSizes.map((size) => {
    const sums = rules.map(() => ({ ...noCalls }));
    for (let seed = 1; seed <= panelDraws; seed++) {
      const order = Int32Array.from(decoys.keys());
      createRandom(seed).shuffle(order);
      const panel = new Set(Array.from(order.slice(0, size), (index) => decoys[index]!));
      const standings = standingsIn(compared, (model) => panel.has(model), isPossible);
      sums.forEach((sum, at) => {
        add(
          sum,
          callsBy(standings, rules[at]![1], (model) => !panel.has(model)),
        );
      });
    }
    return { name: String(size), calls: sums };
  });
}

/** Each non-student judged by a panel without its vendor's other models, as a student's siblings are not in it. */
function withoutKin(compared: Compared, isPossible?: IsPossible): Calls[] {
  const sums = rules.map(() => ({ ...noCalls }));
  const decoys = compared.models.filter(isNonStudent);
  for (const vendor of new Set(decoys.map((decoy) => decoy.vendor))) {
    const isKin = (model: CorpusModel): boolean => isNonStudent(model) && model.vendor === vendor;
    const standings = standingsIn(
      compared,
      (model) => isNonStudent(model) && !isKin(model),
      (model, teacher) => isKin(model) && (isPossible?.(model, teacher) ?? true),
    );
    sums.forEach((sum, at) => add(sum, callsBy(standings, rules[at]![1], isKin)));
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
    halves.push({
      threshold: chosen,
      shipped: callsBy(reportedOn, asShipped(true)),
      calls: callsBy(reportedOn, atLeast(chosen)),
    });
  }
}

const arenaFile = await readCorpus(`${values.corpora}/arena_hard_v01.jsonl.gz`);
const arena: Corpus = { ...arenaFile, teachers: arenaTeachers };
const arenaCompared = compare(arena, arena.prompts);
const arenaStandings = standingsIn(arenaCompared);
const isPossible: IsPossible = ({ name, role }, teacher) =>
  role === 'non-student' && isLater(name, teacher);
const possible = standingsIn(arenaCompared, isNonStudent, isPossible);
say('arena_hard_v01');

/** Of which a model answered five in six. */
const sizes = [120, 240];
const runs = 10_000;
const figures: EvaluationFigures = {
  prompts: promptCount,
  rules: rules.map(([name]) => name),
  standings,
  all: byRules(standings),
  chosen: thresholdOf(standings),
  halves,
  sizes: [
    ...sizes.map((size, index) => ofSize(corpus, size, 11 + index)),
    { name: String(promptCount), calls: byRules(standings) },
  ],
  withoutKin: withoutKin(every),
  panels: panels(every),
  panelDraws,
  arena: {
    prompts: answered(arena, arena.prompts),
    any: byRules(arenaStandings),
    possible: byRules(possible),
    withoutKin: withoutKin(arenaCompared, isPossible),
    sizes: sizes.map((size, index) => ofSize(arena, size, 21 + index, isPossible)),
    panels: panels(arenaCompared, isPossible),
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
