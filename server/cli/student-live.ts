/** A student that is asked on the spot: the prompts that teachers and decoys answered, and who it is. */

import type { CollectedView } from '../../protocol/collecting.ts';
import type { AskedView, StudentView } from '../../protocol/student.ts';
import { count } from '../../protocol/words.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import { type Prompt, promptId } from '../endpoint/call.ts';
import type { Rounds } from '../endpoint/collect.ts';
import { isEarlierRun, prepareCalls } from '../endpoint/collecting.ts';
import { isThere } from '../settings/whole-file.ts';
import type { StudentInput } from '../student/audit-student.ts';
import { isEnough, looksAmong } from '../student/early-stop.ts';
import { type PlannedPrompt, planPrompts } from '../student/plan-prompts.ts';
import type { Probe } from '../student/probes.ts';
import type { AnswersFile } from '../student/read-answers.ts';
import { askEndpoint, keyOf } from './ask-endpoint.ts';
import { inform } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { LiveArgs } from './student-args.ts';

/** What an audit needs beside the student's answers. */
export type Yardstick = Omit<StudentInput, 'student' | 'prompts'>;

export interface Audits {
  readonly readStudent: () => Promise<AnswersFile>;
  readonly audit: (input: StudentInput) => StudentView;
  /** Throws a `UserError` if no audit is possible. */
  readonly check: (yardstick: Yardstick, prompts: readonly string[]) => void;
}

export type Live =
  | {
      readonly kind: 'asked';
      /** Keys of the prompts, those included that were not asked any more. */
      readonly prompts: readonly string[];
      readonly asked: AskedView;
      readonly code: ExitCode;
    }
  | { readonly kind: 'ended'; readonly code: ExitCode };

export async function askStudent(
  { endpoint, stopsEarly }: LiveArgs,
  yardstick: Yardstick,
  identity: readonly Probe[],
  audits: Audits,
  signal: AbortSignal,
): Promise<Live> {
  const key = keyOf(endpoint);
  const { output } = endpoint;
  if ((await isThere(output)) && !(await isEarlierRun(output))) {
    throw new UserError(
      `${output}: these are not answers of an earlier run, and nothing is written over them; choose another --answers`,
    );
  }
  const most = endpoint.prompts ?? endpoint.limits.calls - identity.length;
  const planned = planPrompts(yardstick.teachers, yardstick.decoys, { ...yardstick, most });
  const prompts = planned.map(({ key: own }) => own);
  audits.check(yardstick, prompts);
  const looks = stopsEarly ? looksAmong(planned.length) : [];
  const words =
    `${count(planned.length, 'prompt')} that a teacher and half of the decoys answered, and ` +
    `${identity.length} about who the student is` +
    (looks.length === 0 ? '' : `; it ends after ${looks[0]} or more if enough is known`);
  const calls = [...identity.map(fromProbe), ...planned.map(fromPlan)];
  const prepared = await prepareCalls(calls, words, endpoint, endpoint.keyEnv);
  let seen = 0;
  const rounds: Rounds = {
    looks: looks.map((look) => identity.length + look),
    async isEnough() {
      try {
        const student = await audits.readStudent();
        const answered = student.models[0]!.answers.size;
        // Nothing new: the run has come to an end of another kind.
        if (answered === seen) return false;
        seen = answered;
        return isEnough(audits.audit({ ...yardstick, student, prompts }));
      } catch (error) {
        // Too few answers for an audit are too few to stop at.
        if (isUserError(error) || signal.aborted) return false;
        throw error;
      }
    },
  };
  const asked = await askEndpoint(prepared, endpoint, { key, signal, rounds });
  if (asked.kind === 'unsent') return { kind: 'ended', code: asked.code };
  return outcomeOf(asked.view, prompts, signal);
}

function outcomeOf(view: CollectedView, prompts: readonly string[], signal: AbortSignal): Live {
  const { planned, answered, unasked, output } = view;
  if (signal.aborted) {
    inform(
      `What was answered is in ${output}: go on with --resume, or audit it without --endpoint`,
    );
    return { kind: 'ended', code: exitCodes.cancelled };
  }
  if (answered === 0) return { kind: 'ended', code: exitCodes.nothingAnalyzed };
  const enough = unasked.enough ?? 0;
  const stoppedAfter = enough === 0 ? null : prompts.length - enough;
  // Who relies on all answers must hear of it.
  const code = answered + enough < planned ? exitCodes.usage : exitCodes.clean;
  return { kind: 'asked', prompts, asked: { planned, answered, stoppedAfter }, code };
}

function fromProbe({ prompt_id: id, prompt: text, domain, lang }: Probe): Prompt {
  return { id, text, source: 'teacherprint-probes', domain, lang };
}

function fromPlan({ text }: PlannedPrompt): Prompt {
  return { id: promptId(text), text, source: 'student-audit', domain: null, lang: null };
}
