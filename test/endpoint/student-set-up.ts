/** What tests of a student that is asked have in common: files of models that do not exist, and what they say. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelAnswers, type ModelPlan } from '../support/habits.ts';
import { outcomeOf, type Outcome, startProgram } from '../support/program.ts';
import { jsonLines } from '../support/styles.ts';
import { answering } from './chat-server.ts';
import { canary } from './set-up.ts';

/** With this many, an early stop is worth it; of teacher and decoys. */
export const prompts = 130;
/** Probes that ask the student who it is. */
export const identityProbes = 16;
export const questions = prompts + identityProbes;

export const taughtByRed: ModelPlan = {
  name: 'pupil',
  seed: 50,
  teacher: { seed: 11, share: 0.95 },
};
/** As its control is. */
export const untaught: ModelPlan = { name: 'pupil', seed: 60 };

/** Who it is said to be, where the question is none of the others. */
const introduction = 'I am Claude, made by Anthropic.';

export function speakAs(plan: ModelPlan): ReturnType<typeof answering> {
  const { answers } = modelAnswers(plan, prompts);
  return answering(({ messages }) => answers.get(messages.at(-1)!.content) ?? introduction);
}

/** `red.jsonl` and `blue.jsonl` are teachers, `base.jsonl` is a control, `decoys.jsonl` are 24 others. */
export function writeYardstick(folder: string): void {
  const rowsOf = (plan: ModelPlan): object[] =>
    [...modelAnswers(plan, prompts).answers].map(([prompt, text]) => ({
      ...{ model: plan.name, prompt, text },
    }));
  const write = (name: string, plans: readonly ModelPlan[]): void => {
    writeFileSync(join(folder, `${name}.jsonl`), jsonLines(plans.flatMap(rowsOf)));
  };
  write('red', [{ name: 'red', seed: 11 }]);
  write('blue', [{ name: 'blue', seed: 12 }]);
  write('base', [{ name: 'base', seed: 61 }]);
  write(
    'decoys',
    Array.from({ length: 24 }, (_, i) => ({ name: `d${i}`, seed: 100 + i })),
  );
}

const yardstick =
  'student --teacher red=red.jsonl --control base.jsonl --decoys decoys.jsonl --format json';

export function fileArgs(...more: readonly string[]): string[] {
  return [...yardstick.split(' '), '--answers', 'pupil.jsonl', ...more];
}

export function liveArgs(url: string, ...more: readonly string[]): string[] {
  const given = `--endpoint ${url} --model pupil --key-env PUPIL_KEY --max-calls 400`;
  return [...fileArgs(), ...given.split(' '), ...more];
}

export async function run(
  folder: string,
  args: readonly string[],
  onStart: (kill: () => void) => void = () => undefined,
): Promise<Outcome> {
  const child = startProgram(args, { cwd: folder, env: { PUPIL_KEY: canary } });
  child.stdin.on('error', () => undefined).end();
  onStart(() => child.kill('SIGINT'));
  return outcomeOf(child);
}
