/** Files of answers of models that do not exist, one of which was taught by another. */

import { modelAnswers, type ModelPlan } from './habits.ts';
import { jsonLines } from './styles.ts';

const red = 11;
/** Enough for a verdict, as are so many decoys. */
export const studentPrompts = 110;
const usualDecoys = 22;

/** The student learned from red, and not from blue; base is its control. */
export function studentFiles(decoys = usualDecoys): Record<string, string> {
  const rows = (plan: ModelPlan, more: object = {}): object[] =>
    [...modelAnswers(plan, studentPrompts).answers].map(([prompt, text]) => ({
      prompt,
      completion: text,
      ...more,
    }));
  const panel = Array.from({ length: decoys }, (_, i) => {
    const name = `decoy-${i}`;
    return rows({ name, seed: 100 + i }, { model: name });
  });
  return {
    'pupil.jsonl': jsonLines(
      rows({ name: 'pupil', seed: 50, teacher: { seed: red, share: 0.95 } }),
    ),
    'red.jsonl': jsonLines(rows({ name: 'red', seed: red }, { family: 'red', model: 'red-1' })),
    'blue.jsonl': jsonLines(rows({ name: 'blue', seed: 12 })),
    'base.jsonl': jsonLines(rows({ name: 'base', seed: 51 })),
    'decoys.jsonl': jsonLines(panel.flat()),
  };
}
