/** Figures of the evaluation → docs/evaluation-students.md. */

import type { Calls, Standing, Standings } from './standings.ts';

/** Calls by each of the rules. */
export interface Row {
  readonly name: string;
  readonly calls: readonly Calls[];
}

export interface EvaluationFigures {
  readonly prompts: number;
  /** Names of the rules by which calls are made, in the order of all calls here. */
  readonly rules: readonly string[];
  readonly standings: Standings;
  readonly all: readonly Calls[];
  /** The threshold that models without a teacher alone would choose. */
  readonly chosen: number;
  readonly halves: { readonly threshold: number; readonly calls: Calls; readonly shipped: Calls }[];
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
    readonly sizes: readonly Row[];
    readonly panels: readonly Row[];
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
  const { prompts, rules, standings, all, chosen, withoutKin } = figures;
  const { halves, sizes, panels, arena, wagers } = figures;
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
neither way. Right is a call of the documented vendor and of no other; _lineage_ are those wrong calls that name no other vendor but
that of the model that the student had been, which become "inconclusive" where the lineage is named. Non-students are at the same
time the decoys, each judged by the others and by a scale that it has no part in; students and mixed models never are.

What ships: z must exceed 3 + 60 ÷ decoys, every decoy's z for any of the teachers, and without a control 6. So on any source one of
the decoys at most can be called when each is judged by the others. _With a control_ is what the decoys' test says of models whose
control explains nothing; controls are not part of this page. _z_ is a fixed threshold, whatever decoys reach.

## All prompts

${prompts} prompts per model on average. Non-students alone, at most two in a hundred of them called, would choose ${chosen.toFixed(2)}
here.

${table(
  ['call', ...callHead, 'mixed called'],
  all.map((calls, at) => [
    rules[at]!,
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
  ['call', 'non-students called', 'of non-students'],
  withoutKin.map(({ falseCalls, nonStudents }, at) => [
    rules[at]!,
    `${falseCalls} (${rate(falseCalls, nonStudents)})`,
    String(nonStudents),
  ]),
)}

## Chosen on one half of the prompts, reported on the other

The threshold is chosen by non-students alone on one half, at most two in a hundred of them called, and used on the other half,
on which everything is computed anew. No student has a say in it. What ships (_with a control_) chooses nothing beforehand.

${table(
  ['call', ...callHead],
  halves.flatMap(({ threshold, calls, shipped }) => [
    [`z ${threshold.toFixed(2)}`, ...callCells(calls)],
    ['with a control', ...callCells(shipped)],
  ]),
)}

## Power over the number of prompts

Students called rightly / wrongly / non-students called, by each rule; ${all[0]!.students} students and ${all[0]!.nonStudents} non-students.

${table(
  ['prompts', ...rules],
  sizes.map(({ name, calls }) => [
    name,
    ...calls.map(({ right, wrong, falseCalls }) => `${right} / ${wrong} / ${falseCalls}`),
  ]),
)}

## Fewer decoys

${figures.panelDraws} panels of each size, drawn from the non-students; those who are not drawn are judged as strangers. Shares of students
called rightly / wrongly / of strangers without a teacher who are called.

${table(
  ['decoys', ...rules],
  panels.map(({ name, calls }) => [
    name,
    ...calls.map(
      ({ right, wrong, students: of, falseCalls, nonStudents }) =>
        `${rate(right, of)} / ${rate(wrong, of)} / ${rate(falseCalls, nonStudents)}`,
    ),
  ]),
)}

## Another source, other models

The models of arena_hard_v01 are newer, and as far as is documented none learned from one of the candidates, which is not to say
that none did: they count as wrongly called here. ${arena.prompts} prompts per model. _Possible_: only teachers that were released in an
earlier month than the model, as the likeness of two models does not say which of them was first.

${table(
  [
    'call',
    'non-students called',
    'of teachers that are possible',
    'kin not in the panel',
    'of non-students',
  ],
  arena.any.map(({ falseCalls, nonStudents }, at) => {
    const before = arena.possible[at]!.falseCalls;
    const alone = arena.withoutKin[at]!.falseCalls;
    return [
      rules[at]!,
      `${falseCalls} (${rate(falseCalls, nonStudents)})`,
      `${before} (${rate(before, nonStudents)})`,
      `${alone} (${rate(alone, nonStudents)})`,
      String(nonStudents),
    ];
  }),
)}

${nearTable(arena.standings)}

With fewer prompts, and with fewer decoys (${figures.panelDraws} panels of each size, strangers to them): non-students called, of teachers that are
possible.

${table(
  ['', ...rules],
  [
    ...arena.sizes.map(({ name, calls }) => [`${name} prompts`, ...calls.map(falseRate)]),
    ...arena.panels.map(({ name, calls }) => [`${name} decoys`, ...calls.map(falseRate)]),
  ],
)}

${method}
## Looking early

${wagers[0]!.runs.toLocaleString('en')} simulated audits of 500 prompts each, in which student and control do not differ (or the student is below): how
often the e-value reached ${1 / figures.alpha} after any prompt. It may, in ${figures.alpha * 100} % of them.

${table(
  ['differences of places', 'alarms', 'share'],
  wagers.map(({ name, runs, alarms }) => [name, String(alarms), rate(alarms, runs, 2)]),
)}
`;
}

/** What a reader must know who would choose otherwise. */
const method = `## How it was chosen, and what was tried

The documented students were looked at while the rule was sought, as their figures were printed beside those of non-students, so
they are no untouched exam. What decided was that non-students of both sources are called as rarely at any number of prompts. A
fixed threshold cannot have that: on arena_hard_v01 decoys stand nearly twice as high as on alpaca_eval. That 6 is needed without a
control follows from models whose kin are not in the panel. If a decoy had a part in the scale by which it is measured, fewer would
seem to be called here than are among strangers.

How many are called rightly hangs on the one decoy that stands highest: where likeness was computed from four in five pairs of
prompts, drawn eight times, it was 7 to 17 students with a control, 11 or 12 in the middle, and 4 to 9 without, none wrongly.

These did not help on both sources, or no more than figures differ from one half of the prompts to the other:

- other weights of features: less dampened, the common ones alone, by how much models differ in them, and with the directions in
  which one model's answers vary most taken out or levelled;
- spelling, templates, Markdown, openers and closers beside phrases, as one matrix or as a mean of z;
- likeness to the teacher's answer to the same prompt, after habits: it finds whose model the student had been, not the teacher;
- a student's likeness to a teacher compared with that to decoys taken for teachers (S-norm): half as many right calls;
- the mean over a vendor's versions instead of the closest one: hardly any right call;
- each decoy scored without its kin, so that all are strangers: the fairest to models of unknown makers, with a quarter of the
  right calls;
- the scale taken from the three decoys that stand highest, with the highest tenth not explaining anything: fewer calls of models
  whose kin are missing, 7 right ones at 330 prompts, and 5 at 100;
- a ridge thirty times smaller: half as many right calls again, but wrong ones as well, and many more of models whose kin are not in
  the panel.
`;

const callHead = [
  'right',
  'wrong',
  'lineage',
  'of students',
  'non-students called',
  'of non-students',
];

function callCells(calls: Calls): string[] {
  const { right, wrong, lineage, students, falseCalls, nonStudents } = calls;
  return [
    String(right),
    String(wrong),
    String(lineage),
    String(students),
    `${falseCalls} (${rate(falseCalls, nonStudents)})`,
    String(nonStudents),
  ];
}

function falseRate({ falseCalls, nonStudents }: Calls): string {
  return rate(falseCalls, nonStudents);
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
