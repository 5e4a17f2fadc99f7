/** When a student need not be asked any more. */

import type { StudentView } from '../../protocol/student.ts';

/** Of all looks together: how often a student that is like its control may be stopped at. */
const alpha = 0.05;

/** Prompts after which it is worth looking: a verdict needs a hundred, and each look costs seconds. */
const looks = [100, 125, 160, 200, 250, 320, 400, 500, 630, 800];

export function looksAmong(prompts: number): number[] {
  return looks.filter((look) => look < prompts);
}

/**
 * A call, and evidence beyond the control that may be looked at as often as one likes: a gambler's capital of
 * 1/α (Ville 1939), times the number of teachers, on each of whom one gambles. Strictly, that holds for scores which
 * are fixed beforehand. Ours are those of teachers and decoys on all prompts; the student's own answers have a say only
 * in which features are common, and, as one model among many, in what is taken for noise (kinship.ts).
 */
export function isEnough({ teachers }: StudentView): boolean {
  const goal = teachers.length / alpha;
  return teachers.some(
    ({ verdict, control }) =>
      verdict === 'consistent' && control !== null && control.eValue >= goal,
  );
}
