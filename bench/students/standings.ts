/** Every model of a corpus as the student, against every candidate teacher but those of its own vendor. */

import { tabulate } from '../../server/student/answer-table.ts';
import { kinshipOf } from '../../server/student/kinship.ts';
import { likenessOf } from '../../server/student/likeness.ts';
import type { Matrix } from '../../server/student/linear-algebra.ts';
import { filterFor } from '../../server/student/matched-filter.ts';
import { styleRowsOf } from '../../server/student/style-rows.ts';
import type { CorpusModel } from './read-corpus.ts';

export interface Standing {
  readonly vendor: string;
  readonly teacher: string;
  readonly z: number;
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
  const found = new Map<CorpusModel, Standing[]>(models.map((model) => [model, []]));
  for (const [vendor, names] of Object.entries(corpus.teachers)) {
    const panel = [...models.keys()].filter(
      (row) => isDecoy(models[row]!) && models[row]!.vendor !== vendor,
    );
    const best = new Map<CorpusModel, Standing>();
    for (const teacher of names) {
      const filter = filterFor(
        kinship,
        panel,
        models.findIndex(({ name }) => name === teacher),
      );
      models.forEach((model, row) => {
        if (model.vendor === vendor || !isPossible(model, teacher)) return;
        const place = panel.indexOf(row);
        const z = place < 0 ? filter.standing(row).z : filter.decoys[place]!;
        if (z > (best.get(model)?.z ?? -Infinity)) best.set(model, { vendor, teacher, z });
      });
    }
    for (const [model, standing] of best) found.get(model)!.push(standing);
  }
  for (const standings of found.values()) standings.sort((a, b) => b.z - a.z);
  return found;
}

export interface Calls {
  students: number;
  /** A call of the documented vendor, and of no other. */
  right: number;
  /** A call of another vendor. */
  wrong: number;
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
  nonStudents: 0,
  falseCalls: 0,
  mixed: 0,
  mixedCalls: 0,
};

export function callsAt(
  standings: Standings,
  threshold: number,
  isJudged: (model: CorpusModel) => boolean = () => true,
): Calls {
  const calls = { ...noCalls };
  for (const [model, found] of standings) {
    if (!isJudged(model)) continue;
    const called = found.filter(({ z }) => z >= threshold);
    if (model.role === 'student') {
      calls.students++;
      if (called.some(({ vendor }) => vendor !== model.teacher)) calls.wrong++;
      else if (called.length > 0) calls.right++;
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
