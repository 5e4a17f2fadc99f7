/** What reports of a student's audit say in words. None holds a text of an answer. */

import type {
  AnswersFileView,
  AnswerSkipReason,
  AskedView,
  StudentChannel,
  StudentReason,
  StudentTeacherView,
  StudentVendorView,
  StudentVerdict,
  StudentView,
} from './student.ts';
import { count, percent, skipWords, smallNumber } from './words.ts';

export const channelWords: Readonly<Record<StudentChannel, string>> = {
  lexical: 'words and phrases',
  template: 'sentence templates',
  markdown: 'Markdown',
  ends: 'openers and closers',
};

const answerSkipWords: Readonly<Record<AnswerSkipReason, string>> = {
  ...skipWords,
  'no-prompt': 'without a prompt',
  'no-model': 'without a model',
  repeated: 'to a prompt that was answered before',
  'other-prompt': 'to prompts that student and teachers do not share',
  identity: 'to identity probes, which are reported apart',
};

const reasonWords: Readonly<Record<StudentReason, string>> = {
  'few-prompts': 'fewer than 100 prompts in common',
  'few-decoys': 'fewer than 19 decoys of other vendors',
  'needs-control':
    'some likeness, below what a verdict needs; a control of the same base could tell',
  'control-too': 'the control is as much like it, so it may come from the base',
  'same-vendor': 'the student is of its own line: lineage, not distillation',
  weak: 'some likeness, below what a verdict needs',
  usual: 'no more like it than decoys are',
};

export function verdictWords({
  verdict,
  reason,
}: Pick<StudentVendorView, 'verdict' | 'reason'>): string {
  if (reason === 'needs-control') return `inconclusive (needs control): ${reasonWords[reason]}`;
  const words = {
    consistent: 'consistent with',
    inconclusive: 'inconclusive',
    'no-evidence': 'no evidence',
  };
  return reason === null ? words[verdict] : `${words[verdict]}: ${reasonWords[reason]}`;
}

/** What is said beside the name of a candidate, or of a vendor. */
export function candidateWords(view: Pick<StudentVendorView, 'verdict' | 'reason'>): string {
  return view.verdict === 'consistent'
    ? 'the student is consistent with training on its answers'
    : verdictWords(view);
}

/** Whose line of models a candidate is of, by its name: vendor, or vendor/version. */
export function vendorOf(name: string): string {
  return name.split('/')[0]!.trim().toLowerCase();
}

/** What a verdict does not mean: it stands beside each. */
export const verdictLimits: Readonly<Record<StudentVerdict, string>> = {
  consistent:
    'This is no proof: a model that learned from the same people, or from another student of this teacher, looks alike.',
  inconclusive: 'This speaks neither for nor against it.',
  'no-evidence':
    'This is no acquittal: most students whose teacher is documented are not found with a few hundred prompts.',
};

/** z of one version above the next, from which on the version is named. */
const clearMargin = 2;

/** A vendor, and its version where that stands out. Names are the user's; `name` makes them harmless. */
export function versionWords(
  { teacher, vendor, margin }: StudentVendorView,
  name: (text: string) => string,
): string {
  if (margin === null || teacher === vendor) return name(teacher);
  return margin >= clearMargin
    ? `${name(vendor)}, of its versions ${name(teacher)}`
    : `${name(vendor)}; its versions cannot be told apart here, the closest is ${name(teacher)}`;
}

export function conclusionWords(view: StudentView, name: (text: string) => string): string {
  const found = view.vendors.filter(({ verdict }) => verdict === 'consistent');
  if (found.length > 0) {
    const names = found.map((vendor) => versionWords(vendor, name)).join('; ');
    return `The answers of ${name(view.student)} are consistent with training on answers of: ${names}.`;
  }
  const isOpen = view.vendors.some(({ verdict }) => verdict === 'inconclusive');
  return isOpen
    ? `Inconclusive: of no candidate can it be said that ${name(view.student)} was trained on its answers.`
    : `No evidence that ${name(view.student)} was trained on answers of one of the candidates.`;
}

export function figureWords(teacher: StudentTeacherView): string {
  const { z, threshold, p, rank, decoys, prompts, holm } = teacher;
  return (
    `z ${z.toFixed(1)} (a verdict needs ${threshold.toFixed(1)}) · p ${smallNumber(p)}, Holm ${smallNumber(holm)} · ` +
    `rank p ${rank.toFixed(3)} among ${count(decoys, 'decoy')} · ${count(prompts, 'prompt')}`
  );
}

export function controlWords({ control }: StudentTeacherView): string {
  if (control === null) return 'no control';
  const { delta, low, high, p, z, eValue, stoppedAfter, prompts } = control;
  const stop =
    stoppedAfter === null
      ? 'would not have stopped early'
      : `could have stopped after ${count(stoppedAfter, 'prompt')}`;
  return (
    `above the control by ${delta.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}) of the decoys’ places on ` +
    `${count(prompts, 'prompt')}, sign-flip p ${smallNumber(p)}; control itself z ${z.toFixed(1)}; ` +
    `e-value ${eValueWords(eValue)}, ${stop}`
  );
}

export function eValueWords(eValue: number): string {
  return eValue < 1000 ? eValue.toFixed(2) : eValue.toExponential(1);
}

export function overlapWords({ overlap, refusals }: StudentTeacherView): string {
  const words =
    `runs of eight words in common ${percent(overlap.share)} (decoys ${percent(overlap.usual)}, ` +
    `rank p ${overlap.rank.toFixed(3)})`;
  if (refusals.student === 0 || refusals.teacher === 0) return `${words}; no refusals to compare`;
  return (
    `${words}; refusals: student ${refusals.student}, teacher ${refusals.teacher}, both ${refusals.both} ` +
    `(by chance ${refusals.expected.toFixed(1)}, rank p ${refusals.rank.toFixed(3)})`
  );
}

export function fileWords({ role, models, coverage, field }: AnswersFileView): string {
  const skipped = Object.entries(coverage.skipped).map(
    ([reason, n]) => `${n.toLocaleString('en')} ${answerSkipWords[reason as AnswerSkipReason]}`,
  );
  const all = coverage.rows - coverage.analysed;
  return (
    `${role}${role === 'decoys' ? ` (${count(models, 'model')})` : ''}: ${count(coverage.rows, 'row')} = ` +
    `${coverage.analysed.toLocaleString('en')} compared + ${all.toLocaleString('en')} skipped` +
    (skipped.length === 0 ? '' : ` (${skipped.join(', ')})`) +
    (field === null ? '' : `, read from ${field}`)
  );
}

/** Of a student that was asked during the audit. */
export function askedWords({ planned, answered, stoppedAfter }: AskedView): string {
  const stop =
    stoppedAfter === null
      ? ''
      : `; nothing more was asked after ${count(stoppedAfter, 'prompt')}, since enough was known`;
  return `${count(planned, 'question')} planned, ${answered.toLocaleString('en')} answered${stop}`;
}

export const studentLimits: readonly string[] = [
  '“Consistent with” is not proof: a model that learned from the same people, or from another student of the teacher, looks alike.',
  'Kin look alike, too: say of whose line of models the student is, and give a control of the same base.',
  'Decoys must not be students of the candidates or siblings of the student: a panel full of them hides what is asked.',
  'Candidates should be versions of the time when the student was trained, and older: likeness does not say who was first.',
  'Most students of which the teacher is documented are not found with a few hundred prompts; no evidence is no acquittal.',
  'Error rates were measured on instructions in English, with models of 2023 and 2024: docs/evaluation-students.md.',
];
