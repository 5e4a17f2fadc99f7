/** Figures of the evaluation → docs/evaluation-students.md. */

import type { Calls, Standing, Standings } from './standings.ts';

export interface SizeFigures {
  readonly prompts: number;
  readonly shipped: number;
  readonly calls: Calls;
}

export interface EvaluationFigures {
  readonly prompts: number;
  readonly threshold: number;
  readonly standings: Standings;
  readonly all: Calls;
  /** The threshold that models without a teacher alone would choose. */
  readonly chosen: number;
  readonly halves: { readonly threshold: number; readonly calls: Calls }[];
  readonly sizes: readonly SizeFigures[];
  readonly panels: { readonly size: number; readonly draws: number; readonly calls: Calls }[];
  readonly arena: {
    readonly prompts: number;
    readonly calls: Calls;
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
  const { prompts, threshold, standings, all, chosen, halves, sizes, panels, arena, wagers } =
    figures;
  const students = table(
    ['student', 'documented teacher', 'most like', 'z', 'call'],
    rowsOf(standings, 'student').map(([model, [first]]) => [
      model.name,
      model.teacher!,
      `${first!.vendor} (${first!.teacher})`,
      first!.z.toFixed(1),
      first!.z < threshold ? '' : first!.vendor === model.teacher ? 'right' : '**wrong**',
    ]),
  );
  return `# Evaluation of the student audit

Written by \`npm run evaluate:students\`. The answers are those of alpaca_eval and arena_hard_v01 in \`--corpora\`; nothing of them
is in this repository. What the figures mean is in [student.md](student.md).

A _student_ is a model of which the teacher is documented; a _non-student_ is a vendor's own model or one that people taught,
tested against every vendor but its own. _Mixed_ are community models whose cards name several sources or none; they count
neither way. A _call_ is z at the threshold or above for any version of a vendor; right is a call of the documented vendor and of
no other. Non-students are at the same time the decoys, each judged by the others; students and mixed models never are.
There is no control here: these are calls of the decoys' test alone.

## All prompts

${prompts} prompts per model on average, threshold ${threshold.toFixed(1)}: **${all.right} right and ${all.wrong} wrong of ${all.students} students**;
${all.falseCalls} of ${all.nonStudents} non-students called (${rate(all.falseCalls, all.nonStudents)}); ${all.mixedCalls} of ${all.mixed} mixed models called.
Non-students alone, at most two in a hundred of them called, would have chosen ${chosen.toFixed(2)}.

${students}

Non-students and mixed models that come nearest to a call, or are called:

${nearTable(standings)}

## Chosen on one half of the prompts, reported on the other

The threshold is chosen by non-students alone on one half, at most two in a hundred of them called, and used on the other half,
on which everything is computed anew. No student has a say in it.

${table(
  ['threshold', 'right', 'wrong', 'of students', 'non-students called', 'of non-students'],
  halves.map(({ threshold: half, calls }) => [half.toFixed(2), ...callCells(calls)]),
)}

## Power over the number of prompts

At the threshold that ships for so many prompts.

${table(
  [
    'prompts',
    'threshold',
    'right',
    'wrong',
    'of students',
    'non-students called',
    'of non-students',
  ],
  [...sizes, { prompts, shipped: threshold, calls: all }].map(({ prompts: n, shipped, calls }) => [
    String(n),
    shipped.toFixed(1),
    ...callCells(calls),
  ]),
)}

## Fewer decoys

Panels drawn from the non-students; those who are not drawn are judged as strangers. Shares of all draws.

${table(
  ['decoys', 'draws', 'students right', 'students wrong', 'non-students called'],
  panels.map(({ size, draws, calls }) => [
    String(size),
    String(draws),
    rate(calls.right, calls.students),
    rate(calls.wrong, calls.students),
    `${rate(calls.falseCalls, calls.nonStudents)} of ${calls.nonStudents}`,
  ]),
)}

## Another source, other models

arena_hard_v01 was used for nothing above. Its models are newer, and no card of theirs names one of the candidates as a teacher.
${arena.prompts} prompts per model: **${arena.calls.falseCalls} of ${arena.calls.nonStudents} non-students called (${rate(arena.calls.falseCalls, arena.calls.nonStudents)})**.

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

type Row = [
  model: { name: string; teacher: string | null; role: string },
  found: readonly Standing[],
];

function rowsOf(standings: Standings, role: string): Row[] {
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
