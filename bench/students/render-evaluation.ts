/** Figures of the evaluation → docs/evaluation-students.md. */

import type { Calls, Standing, Standings } from './standings.ts';

/** Calls at each threshold of the grid. */
export interface Row {
  readonly name: string;
  readonly calls: readonly Calls[];
}

export interface EvaluationFigures {
  readonly prompts: number;
  readonly grid: readonly number[];
  readonly standings: Standings;
  readonly all: readonly Calls[];
  /** The threshold that models without a teacher alone would choose. */
  readonly chosen: number;
  readonly halves: { readonly threshold: number; readonly calls: Calls }[];
  /** Non-students alone, by panels without their kin. */
  readonly withoutKin: readonly Calls[];
  readonly sizes: readonly Row[];
  readonly panels: readonly Row[];
  readonly panelDraws: number;
  readonly arena: {
    readonly prompts: number;
    readonly any: readonly Calls[];
    /** Of teachers alone that were released before. */
    readonly possible: readonly Calls[];
    /** As `possible`, by panels without the model's kin. */
    readonly withoutKin: readonly Calls[];
    readonly standings: Standings;
  };
  readonly wagers: readonly {
    readonly name: string;
    readonly runs: number;
    readonly alarms: number;
  }[];
  readonly alpha: number;
}

export function renderEvaluation(figures: EvaluationFigures): string {
  const { prompts, grid, standings, all, chosen, withoutKin } = figures;
  const { halves, sizes, panels, arena, wagers } = figures;
  const thresholds = grid.map((threshold) => threshold.toFixed(1));
  const students = table(
    ['student', 'documented teacher', 'most like', 'z', 'right'],
    rowsOf(standings, 'student').map(([model, [first]]) => [
      model.name,
      model.teacher!,
      `${first!.vendor} (${first!.teacher})`,
      first!.z.toFixed(1),
      first!.vendor === model.teacher ? 'yes' : 'no',
    ]),
  );
  return `# Evaluation of the student audit

Written by \`npm run evaluate:students\`. The answers are those of alpaca_eval and arena_hard_v01 in \`--corpora\`; nothing of them
is in this repository. How it is computed, and which thresholds ship, is in [student.md](student.md).

A _student_ is a model of which the teacher is documented; a _non-student_ is a vendor's own model or one that people taught,
tested against every vendor but its own. _Mixed_ are community models whose cards name several sources or none; they count
neither way. A _call_ is z at the threshold or above for any version of a vendor; right is a call of the documented vendor and of
no other. Non-students are at the same time the decoys, each judged by the others; students and mixed models never are.
There is no control here: these are calls of the decoys' test alone.

## All prompts

${prompts} prompts per model on average. Non-students alone, at most two in a hundred of them called, would choose ${chosen.toFixed(2)}
here.

${table(
  ['threshold', ...callHead, 'mixed called'],
  all.map((calls, at) => [
    thresholds[at]!,
    ...callCells(calls),
    `${calls.mixedCalls} of ${calls.mixed}`,
  ]),
)}

${students}

Non-students and mixed models that come nearest to a call, or are called:

${nearTable(standings)}

## Non-students whose kin are not in the panel

A student's siblings are not among the decoys, but a vendor's models are among each other's, and explain one another away. Here each
non-student is judged by a panel without any model of its vendor: what a model of an unknown maker has to expect.

${table(
  ['threshold', 'non-students called', 'of non-students'],
  withoutKin.map(({ falseCalls, nonStudents }, at) => [
    thresholds[at]!,
    `${falseCalls} (${rate(falseCalls, nonStudents)})`,
    String(nonStudents),
  ]),
)}

## Chosen on one half of the prompts, reported on the other

The threshold is chosen by non-students alone on one half, at most two in a hundred of them called, and used on the other half,
on which everything is computed anew. No student has a say in it.

${table(
  ['threshold', ...callHead],
  halves.map(({ threshold, calls }) => [threshold.toFixed(2), ...callCells(calls)]),
)}

## Power over the number of prompts

Students called rightly / wrongly / non-students called, at each threshold; ${all[0]!.students} students and ${all[0]!.nonStudents} non-students.

${table(
  ['prompts', ...thresholds],
  sizes.map(({ name, calls }) => [
    name,
    ...calls.map(({ right, wrong, falseCalls }) => `${right} / ${wrong} / ${falseCalls}`),
  ]),
)}

## Fewer decoys

${figures.panelDraws} panels of each size, drawn from the non-students; those who are not drawn are judged as strangers. Shares of students
called rightly / wrongly / of strangers without a teacher who are called.

${table(
  ['decoys', ...thresholds],
  panels.map(({ name, calls }) => [
    name,
    ...calls.map(
      ({ right, wrong, students: of, falseCalls, nonStudents }) =>
        `${rate(right, of)} / ${rate(wrong, of)} / ${rate(falseCalls, nonStudents)}`,
    ),
  ]),
)}

## Another source, other models

No feature, weight or formula was chosen on arena_hard_v01. Its models are newer, and as far as is documented none learned from one of
the candidates, which is not to say that none did. ${arena.prompts} prompts per model. _Possible_: only teachers that were released in an
earlier month than the model, as the likeness of two models does not say which of them was first.

${table(
  [
    'threshold',
    'non-students called',
    'of teachers that are possible',
    'kin not in the panel',
    'of non-students',
  ],
  arena.any.map(({ falseCalls, nonStudents }, at) => {
    const before = arena.possible[at]!.falseCalls;
    const alone = arena.withoutKin[at]!.falseCalls;
    return [
      thresholds[at]!,
      `${falseCalls} (${rate(falseCalls, nonStudents)})`,
      `${before} (${rate(before, nonStudents)})`,
      `${alone} (${rate(alone, nonStudents)})`,
      String(nonStudents),
    ];
  }),
)}

${nearTable(arena.standings)}

## Looking early

${wagers[0]!.runs.toLocaleString('en')} simulated audits of 500 prompts each, in which student and control do not differ (or the student is below): how
often the e-value reached ${1 / figures.alpha} after any prompt. It may, in ${figures.alpha * 100} % of them.

${table(
  ['differences of places', 'alarms', 'share'],
  wagers.map(({ name, runs, alarms }) => [name, String(alarms), rate(alarms, runs, 2)]),
)}
`;
}

const callHead = ['right', 'wrong', 'of students', 'non-students called', 'of non-students'];

function callCells(calls: Calls): string[] {
  const { right, wrong, students, falseCalls, nonStudents } = calls;
  return [
    String(right),
    String(wrong),
    String(students),
    `${falseCalls} (${rate(falseCalls, nonStudents)})`,
    String(nonStudents),
  ];
}

type Judged = [
  model: { name: string; teacher: string | null; role: string },
  found: readonly Standing[],
];

function rowsOf(standings: Standings, role: string): Judged[] {
  return [...standings]
    .filter(([model]) => model.role === role)
    .sort(([, [a]], [, [b]]) => b!.z - a!.z);
}

const nearest = 12;

function nearTable(standings: Standings): string {
  const rows = [...rowsOf(standings, 'non-student'), ...rowsOf(standings, 'mixed')]
    .sort(([, [a]], [, [b]]) => b!.z - a!.z)
    .slice(0, nearest);
  return table(
    ['model', 'role', 'most like', 'z'],
    rows.map(([model, [first]]) => [
      model.name,
      model.role,
      `${first!.vendor} (${first!.teacher})`,
      first!.z.toFixed(1),
    ]),
  );
}

function rate(part: number, whole: number, decimals = 1): string {
  return whole === 0 ? '—' : `${((100 * part) / whole).toFixed(decimals)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
