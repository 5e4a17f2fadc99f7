/** Every model of a corpus as the student, against every candidate teacher but those of its own vendor. */

import { tabulate } from '../../server/student/answer-table.ts';
import { kinshipOf } from '../../server/student/kinship.ts';
import { likenessOf } from '../../server/student/likeness.ts';
import type { Matrix } from '../../server/student/linear-algebra.ts';
import { filterFor } from '../../server/student/matched-filter.ts';
import { styleRowsOf } from '../../server/student/style-rows.ts';
import { thresholdFor } from '../../server/student/verdict.ts';
import type { CorpusModel } from './read-corpus.ts';

export interface Standing {
  readonly vendor: string;
  readonly teacher: string;
  readonly z: number;
  readonly decoys: number;
  /** z of the decoy that stands highest for any teacher, the model itself aside. */
  readonly highest: number;
}

/** Whether a standing is a call. */
export type Rule = (standing: Standing) => boolean;

/** What ships; with a control, where that does not explain the likeness. */
export function asShipped(hasControl: boolean): Rule {
  return ({ z, decoys, highest }) => z > thresholdFor(decoys, highest, hasControl);
}

export function atLeast(threshold: number): Rule {
  return ({ z }) => z >= threshold;
}

/** Per model, the version of each vendor that it is most like; the highest first. */
export type Standings = ReadonlyMap<CorpusModel, readonly Standing[]>;

export interface Corpus {
  readonly models: readonly CorpusModel[];
  readonly prompts: readonly string[];
  readonly teachers: Readonly<Record<string, readonly string[]>>;
}

export interface Compared {
  readonly corpus: Corpus;
  readonly models: readonly CorpusModel[];
  readonly kinship: Matrix;
}

/** The same steps as `auditStudent`, once for all models instead of once per student. */
export function compare(corpus: Corpus, prompts: readonly string[]): Compared {
  const others = corpus.models.filter(({ role }) => role !== 'non-student');
  const decoys = corpus.models.filter(({ role }) => role === 'non-student');
  const table = tabulate(prompts, others, decoys);
  const likeness = likenessOf(styleRowsOf('phrase', table), table);
  const kinship = kinshipOf(likeness, [...prompts.keys()]);
  return { corpus, models: [...others, ...decoys], kinship };
}

export function isNonStudent({ role }: CorpusModel): boolean {
  return role === 'non-student';
}

/** `isDecoy`: who is in the panel; a decoy itself is judged by the others. `isPossible`: whom to ask about. */
export function standingsIn(
  { corpus, models, kinship }: Compared,
  isDecoy: (model: CorpusModel) => boolean = isNonStudent,
  isPossible: (model: CorpusModel, teacher: string) => boolean = () => true,
): Standings {
  const found = new Map<CorpusModel, Omit<Standing, 'highest'>[]>(
    models.map((model) => [model, []]),
  );
  const decoyZ = new Map<CorpusModel, number>();
  for (const [vendor, names] of Object.entries(corpus.teachers)) {
    const panel = [...models.keys()].filter(
      (row) => isDecoy(models[row]!) && models[row]!.vendor !== vendor,
    );
    const best = new Map<CorpusModel, Omit<Standing, 'highest'>>();
    for (const teacher of names) {
      const filter = filterFor(
        kinship,
        panel,
        models.findIndex(({ name }) => name === teacher),
      );
      models.forEach((model, row) => {
        if (model.vendor === vendor) return;
        const place = panel.indexOf(row);
        const z = place < 0 ? filter.standing(row).z : filter.decoys[place]!;
        if (place >= 0) decoyZ.set(model, Math.max(z, decoyZ.get(model) ?? -Infinity));
        if (!isPossible(model, teacher) || z <= (best.get(model)?.z ?? -Infinity)) return;
        best.set(model, { vendor, teacher, z, decoys: panel.length });
      });
    }
    for (const [model, standing] of best) found.get(model)!.push(standing);
  }
  const [first, second] = [...decoyZ].sort(([, a], [, b]) => b - a);
  const standings = new Map<CorpusModel, Standing[]>();
  for (const [model, ofModel] of found) {
    const highest = (first![0] === model ? second! : first!)[1];
    standings.set(
      model,
      ofModel.map((standing) => ({ ...standing, highest })).sort((a, b) => b.z - a.z),
    );
  }
  return standings;
}

export interface Calls {
  students: number;
  /** A call of the documented vendor, and of no other. */
  right: number;
  /** A call of another vendor. */
  wrong: number;
  /** Of these, no other vendor but that of the student's base: what naming its lineage would prevent. */
  lineage: number;
  nonStudents: number;
  /** Models without a teacher of which some vendor is called. */
  falseCalls: number;
  mixed: number;
  mixedCalls: number;
}

export const noCalls: Readonly<Calls> = {
  students: 0,
  right: 0,
  wrong: 0,
  lineage: 0,
  nonStudents: 0,
  falseCalls: 0,
  mixed: 0,
  mixedCalls: 0,
};

export function callsBy(
  standings: Standings,
  isCall: Rule,
  isJudged: (model: CorpusModel) => boolean = () => true,
): Calls {
  const calls = { ...noCalls };
  for (const [model, found] of standings) {
    if (!isJudged(model)) continue;
    const called = found.filter(isCall);
    if (model.role === 'student') {
      calls.students++;
      const wrong = called.filter(({ vendor }) => vendor !== model.teacher);
      if (wrong.length > 0) calls.wrong++;
      else if (called.length > 0) calls.right++;
      if (wrong.length > 0 && wrong.every(({ vendor }) => vendor === model.base)) calls.lineage++;
    } else if (model.role === 'non-student') {
      calls.nonStudents++;
      if (called.length > 0) calls.falseCalls++;
    } else {
      calls.mixed++;
      if (called.length > 0) calls.mixedCalls++;
    }
  }
  return calls;
}

/** The lowest threshold at which no more than two in a hundred models without a teacher are called. */
export function thresholdOf(standings: Standings): number {
  const highest = [...standings]
    .filter(([{ role }]) => role === 'non-student')
    .map(([, [first]]) => first?.z ?? -Infinity)
    .sort((a, b) => b - a);
  // What is reached is called: so the threshold is just above the first that may not be.
  return highest[Math.floor(0.02 * highest.length)]! + 1e-9;
}
