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
import type { Yardstick } from '../student/read-yardstick.ts';
import { askEndpoint, keyOf } from './ask-endpoint.ts';
import { inform } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { LiveArgs } from './student-args.ts';

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

/** Everything that asking takes. */
export interface Asking {
  readonly live: LiveArgs;
  readonly yardstick: Yardstick;
  /** Probes that ask the student who it is. */
  readonly identity: readonly Probe[];
  readonly audits: Audits;
}

export async function askStudent(asking: Asking, signal: AbortSignal): Promise<Live> {
  const { endpoint } = asking.live;
  const key = keyOf(endpoint);
  if ((await isThere(endpoint.output)) && !(await isEarlierRun(endpoint.output))) {
    throw new UserError(
      `${endpoint.output}: these are not answers of an earlier run, and nothing is written over them; choose another --answers`,
    );
  }
  const plan = planOf(asking);
  const prepared = await prepareCalls(plan.calls, plan.words, endpoint, endpoint.keyEnv);
  const rounds = roundsOf(plan, asking, signal);
  const asked = await askEndpoint(prepared, endpoint, { key, signal, rounds });
  if (asked.kind === 'unsent') return { kind: 'ended', code: asked.code };
  return outcomeOf(asked.view, plan.prompts, signal);
}

interface StudentPlan {
  /** Who the student is comes first: an early stop must not leave it out. */
  readonly calls: readonly Prompt[];
  /** Keys of the prompts that are compared. */
  readonly prompts: readonly string[];
  /** Of these, after how many to look. */
  readonly looks: readonly number[];
  readonly words: string;
}

function planOf({ live, yardstick, identity, audits }: Asking): StudentPlan {
  const { endpoint, stopsEarly } = live;
  const most = endpoint.prompts ?? endpoint.limits.calls - identity.length;
  const planned = planPrompts(yardstick.teachers, yardstick.decoys, { ...yardstick, most });
  const prompts = planned.map(({ key }) => key);
  audits.check(yardstick, prompts);
  const looks = stopsEarly ? looksAmong(planned.length) : [];
  const words =
    `${count(planned.length, 'prompt')} that a teacher and half of the decoys answered, and ` +
    `${identity.length} about who the student is${stopWords(looks, yardstick)}`;
  return { calls: [...identity.map(fromProbe), ...planned.map(fromPlan)], prompts, looks, words };
}

function roundsOf(
  { prompts, looks }: StudentPlan,
  { yardstick, identity, audits }: Asking,
  signal: AbortSignal,
): Rounds {
  let seen = 0;
  return {
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
}

function stopWords([first]: readonly number[], { control }: Yardstick): string {
  if (control === null) return '; without a control there is no early stop';
  return first === undefined ? '' : `; it ends after ${first} or more if enough is known`;
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
