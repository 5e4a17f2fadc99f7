/** Answers of a student, of candidate teachers, of a control and of decoys → what may be said of the student. */

import type {
  AnswersFileView,
  ChannelView,
  ControlView,
  StudentChannel,
  StudentTeacherView,
  StudentVendorView,
  StudentView,
} from '../../protocol/student.ts';
import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import type { ExpertName } from '../engine/profile.ts';
import { createRandom } from '../engine/random.ts';
import { type AnswerTable, type NamedAnswers, tabulate } from './answer-table.ts';
import { wagerOn } from './betting.ts';
import { holm } from './holm.ts';
import { identityOf } from './identity.ts';
import { kinshipOf } from './kinship.ts';
import { type Likeness, likenessOf } from './likeness.ts';
import type { Matrix } from './linear-algebra.ts';
import { filterFor, type TeacherFilter } from './matched-filter.ts';
import { WordRuns } from './overlap.ts';
import { differences, placesAmong, signFlip } from './paired.ts';
import type { AnswersFile } from './read-answers.ts';
import { inDrawnOrder } from './prompt-order.ts';
import { Refusals } from './refusals.ts';
import { studentUpper } from './student-t.ts';
import { styleRowsOf } from './style-rows.ts';
import { thresholdFor, verdictOn } from './verdict.ts';

export interface StudentInput {
  readonly student: AnswersFile;
  readonly teachers: readonly AnswersFile[];
  readonly control: AnswersFile | null;
  readonly decoys: readonly AnswersFile[];
  /** Keys of what the student is asked, also where it has not answered yet; null: what it has answered. */
  readonly prompts: readonly string[] | null;
  /** Line of models that the student is said to be of; null: unknown. */
  readonly lineage: string | null;
  readonly seed: number;
}

/** More cost time and say little more. */
const mostDecoys = 200;
/** Of all prompts; whoever answered fewer is no yardstick for them. */
const leastShareAnswered = 0.5;
const fewestShared = 20;
/** A gambler's capital that says enough: false alarms at most so often, whenever one looks. */
const alpha = 0.05;
const pointsInPlot = 200;

/** Which expert finds the features of a channel; the first decides. */
const experts: Readonly<Record<StudentChannel, ExpertName>> = {
  lexical: 'phrase',
  template: 'template',
  markdown: 'layout',
  ends: 'ends',
};

export function auditStudent(
  input: StudentInput,
  onStep: (step: string) => void = () => undefined,
): StudentView {
  const student = only(input.student);
  const teachers = input.teachers.map(only);
  const control = input.control && only(input.control);
  const shared = sharedPrompts(student, teachers, input.seed);
  const prompts = input.prompts ?? shared;
  const decoys = usableDecoys(input.decoys, prompts);
  const named = [student, ...teachers, ...(control === null ? [] : [control])];
  const table = tabulate(prompts, named, decoys);
  const audit = new Audit(table, teachers.length, control !== null, input, onStep);
  const views = audit.teachers();
  const files = [
    input.student,
    ...input.teachers,
    ...(input.control === null ? [] : [input.control]),
    ...input.decoys,
  ];
  return {
    student: student.name,
    lineage: input.lineage,
    control: control?.name ?? null,
    prompts: shared.length,
    files: filesOf(files, new Set(prompts)),
    vendors: vendorsOf(views),
    teachers: views,
    identity: identityOf(files),
    asked: null,
    seed: input.seed,
  };
}

function only({ models: [first, second], path }: AnswersFile): NamedAnswers {
  if (second !== undefined) {
    throw new UserError(`${path}: answers of several models; only decoys may share a file`);
  }
  return first!;
}

function sharedPrompts(
  student: NamedAnswers,
  teachers: readonly NamedAnswers[],
  seed: number,
): string[] {
  for (const teacher of teachers) checkShared(teacher, [...student.answers.keys()]);
  const shared = [...student.answers.keys()].filter((prompt) =>
    teachers.some(({ answers }) => answers.has(prompt)),
  );
  return inDrawnOrder(shared, seed);
}

function checkShared({ name, answers }: NamedAnswers, prompts: readonly string[]): void {
  const shared = prompts.filter((prompt) => answers.has(prompt)).length;
  if (shared >= fewestShared) return;
  throw new UserError(
    `student and ${name} answered ${count(shared, 'prompt')} in common, and ${fewestShared} are the ` +
      'fewest; answers are joined by the text of their prompts',
  );
}

/** Throws a `UserError` if an audit would, whatever the student answers: before it is asked, nothing is lost. */
export function checkYardstick(
  { teachers, decoys }: Pick<StudentInput, 'teachers' | 'decoys'>,
  prompts: readonly string[],
): void {
  const usable = usableDecoys(decoys, prompts);
  for (const teacher of teachers.map(only)) {
    checkShared(teacher, prompts);
    const { vendor } = teacher;
    checkPanel(usable.filter((decoy) => !isOfVendor(decoy, vendor)).length, vendor);
  }
}

function checkPanel(decoys: number, vendor: string): void {
  if (decoys >= 3) return;
  throw new UserError(
    `${count(decoys, 'decoy')} of another vendor than ${vendor}; 3 are the fewest, and 19 are needed for a verdict`,
  );
}

function usableDecoys(files: readonly AnswersFile[], prompts: readonly string[]): NamedAnswers[] {
  const decoys = new Map<string, NamedAnswers>();
  for (const decoy of files.flatMap(({ models }) => models)) {
    const answered = prompts.filter((prompt) => decoy.answers.has(prompt)).length;
    if (answered < leastShareAnswered * prompts.length) continue;
    if (!decoys.has(decoy.name)) decoys.set(decoy.name, decoy);
  }
  if (decoys.size < 3) {
    throw new UserError(
      `${count(decoys.size, 'decoy')} answered at least half of the ${count(prompts.length, 'prompt')} of the ` +
        'student; without some, nobody knows what is usual (19 are needed for a verdict)',
    );
  }
  return [...decoys.values()].slice(0, mostDecoys);
}

class Audit {
  readonly #table: AnswerTable;
  readonly #input: StudentInput;
  readonly #teacherCount: number;
  /** Row of the control in the table; null: there is none. */
  readonly #control: number | null;
  readonly #channels: ReadonlyMap<StudentChannel, { likeness: Likeness; kinship: Matrix }>;
  readonly #runs: WordRuns;
  readonly #refusals: Refusals;

  constructor(
    table: AnswerTable,
    teacherCount: number,
    hasControl: boolean,
    input: StudentInput,
    onStep: (step: string) => void,
  ) {
    this.#table = table;
    this.#input = input;
    this.#teacherCount = teacherCount;
    this.#control = hasControl ? 1 + teacherCount : null;
    const every = [...Array(table.promptCount).keys()];
    const channels = new Map<StudentChannel, { likeness: Likeness; kinship: Matrix }>();
    for (const [channel, expert] of Object.entries(experts) as [StudentChannel, ExpertName][]) {
      onStep(`comparing ${channel} habits`);
      const likeness = likenessOf(styleRowsOf(expert, table), table);
      channels.set(channel, { likeness, kinship: kinshipOf(likeness, every) });
    }
    this.#channels = channels;
    this.#runs = new WordRuns(table);
    this.#refusals = new Refusals(table);
  }

  teachers(): StudentTeacherView[] {
    const rows = Array.from({ length: this.#teacherCount }, (_, index) => 1 + index);
    const found = rows.map((row) => this.#findings(row));
    const adjusted = holm(found.map(({ p, control }) => Math.max(p, control?.p ?? 0)));
    const highest = Math.max(...found.map(({ decoyZ }) => decoyZ.at(-1)!));
    return found.map((view, index) => {
      const threshold = thresholdFor(view.decoys, highest, view.control !== null);
      const findings = {
        prompts: view.prompts,
        decoys: view.decoys,
        z: view.z,
        threshold,
        rank: view.rank,
        holm: adjusted[index]!,
        controlZ: view.control?.z ?? null,
        isSameVendor: this.#input.lineage === view.vendor,
      };
      return { ...view, threshold, holm: adjusted[index]!, ...verdictOn(findings) };
    });
  }

  #findings(
    teacher: number,
  ): Omit<StudentTeacherView, 'threshold' | 'holm' | 'verdict' | 'reason'> {
    const { models, isDecoy } = this.#table;
    const { name, vendor, texts } = models[teacher]!;
    const panel = [...models.keys()].filter(
      (row) => isDecoy[row] === 1 && !isOfVendor(models[row]!, vendor),
    );
    checkPanel(panel.length, vendor);
    const { likeness, kinship } = this.#channels.get('lexical')!;
    const filter = filterFor(kinship, panel, teacher);
    const { z, decoysAbove } = filter.standing(0);
    const p = studentUpper(z, panel.length - 1);
    const both = texts.filter((text, i) => text !== null && models[0]!.texts[i] !== null).length;
    return {
      teacher: name,
      vendor,
      prompts: both,
      z,
      p,
      llrBits: mostBits(p),
      rank: rankOf(decoysAbove, panel.length),
      decoys: panel.length,
      decoyZ: [...filter.decoys].sort((a, b) => a - b),
      control: this.#againstControl(filter, likeness, panel),
      channels: this.#channelViews(teacher, panel),
      overlap: this.#overlap(teacher, panel),
      refusals: this.#refusals.shared(teacher, panel),
    };
  }

  #againstControl(
    filter: TeacherFilter,
    likeness: Likeness,
    panel: readonly number[],
  ): ControlView | null {
    if (this.#control === null) return null;
    const place = (row: number): Float64Array => placesAmong(likeness, filter.weights, row, panel);
    const paired = differences(place(0), place(this.#control));
    const { mean, half } = meanWithInterval(paired);
    const wager = wagerOn(paired, alpha);
    const step = Math.max(1, Math.ceil(paired.length / pointsInPlot));
    return {
      prompts: paired.length,
      delta: mean,
      low: mean - half,
      high: mean + half,
      p: signFlip(paired, createRandom(this.#input.seed)),
      z: filter.standing(this.#control).z,
      eValue: 2 ** (wager.log2Capital.at(-1) ?? 0),
      stoppedAfter: wager.stoppedAfter,
      log2Capital: wager.log2Capital.filter((_, index) => index % step === 0),
    };
  }

  #channelViews(teacher: number, panel: readonly number[]): ChannelView[] {
    return [...this.#channels].map(([channel, { kinship }]) => {
      const { z, decoysAbove } = filterFor(kinship, panel, teacher).standing(0);
      return { channel, z, rank: rankOf(decoysAbove, panel.length) };
    });
  }

  #overlap(teacher: number, panel: readonly number[]): StudentTeacherView['overlap'] {
    const share = this.#runs.share(0, teacher);
    const others = panel.map((row) => this.#runs.share(row, teacher)).sort((a, b) => a - b);
    const above = others.filter((other) => other >= share).length;
    return { share, usual: others[others.length >> 1]!, rank: rankOf(above, panel.length) };
  }
}

/** Decoys do not always say whose they are, but most say it in their names. */
function isOfVendor(model: { name: string; vendor: string }, vendor: string): boolean {
  if (model.vendor === vendor) return true;
  return model.name
    .toLowerCase()
    .split(/[^a-z]+/)
    .includes(vendor.toLowerCase());
}

function rankOf(above: number, decoys: number): number {
  return (1 + above) / (1 + decoys);
}

/** Sellke, Bayarri and Berger 2001: no alternative can make p worth more. */
function mostBits(p: number): number {
  return p >= 1 / Math.E ? 0 : Math.log2(1 / (-Math.E * p * Math.log(p)));
}

function meanWithInterval(values: Float64Array): { mean: number; half: number } {
  const n = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, half: 1.96 * Math.sqrt(squares / Math.max(1, n - 1) / n) };
}

function vendorsOf(teachers: readonly StudentTeacherView[]): StudentVendorView[] {
  const byVendor = Map.groupBy(teachers, ({ vendor }) => vendor);
  return [...byVendor]
    .map(([vendor, versions]) => {
      const [first, second] = versions.toSorted((a, b) => b.z - a.z);
      return { vendor, first: first!, margin: second === undefined ? null : first!.z - second.z };
    })
    .sort((a, b) => b.first.z - a.first.z)
    .map(({ vendor, first: { teacher, verdict, reason }, margin }) => ({
      vendor,
      teacher,
      margin,
      verdict,
      reason,
    }));
}

function filesOf(files: readonly AnswersFile[], prompts: ReadonlySet<string>): AnswersFileView[] {
  return files.map(({ path, role, field, models, rows, skipped }) => {
    let [used, others] = [0, 0];
    for (const { answers } of models) {
      for (const prompt of answers.keys()) {
        if (prompts.has(prompt)) used++;
        else others++;
      }
    }
    const counts = Object.fromEntries(skipped);
    if (others > 0) counts['other-prompt'] = others;
    return {
      path,
      role,
      field,
      models: models.length,
      coverage: { rows, analysed: used, skipped: counts },
    };
  });
}
