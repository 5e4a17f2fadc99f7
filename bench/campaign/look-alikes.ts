/** Six kinds of honest traffic that look like a campaign on one axis or another. */

import { createRandom, type Random } from '../../server/engine/random.ts';
import { type Account, ask, createAccount, skewed, writeIp, writeToken } from './accounts.ts';
import {
  hourMilliseconds,
  type LookAlikeName,
  models,
  type Setting,
  type Stream,
} from './exchange.ts';
import { pick } from './grammar.ts';
import { rhythmAt } from './rhythm.ts';
import { write } from './write.ts';

interface Plan {
  readonly setting: Setting;
  readonly total: number;
  readonly random: Random;
}

type Ways = Pick<Stream, 'weight' | 'request'>;

export function createLookAlike(
  name: LookAlikeName,
  setting: Setting,
  total: number,
  random: Random,
): Stream {
  return { origin: name, total, ...waysOf[name]({ setting, total, random }) };
}

const waysOf: Record<LookAlikeName, (plan: Plan) => Ways> = {
  ci,
  evaluation,
  gateway,
  release,
  classroom,
  translation,
};

const newOrganisation = (random: Random): string => `org_${writeToken(random, 2)}`;

/** A key of a build system that reviews each change with one fixed prompt, in working hours. */
function ci({ random }: Plan): Ways {
  const account = createAccount(random, newOrganisation(random));
  return {
    weight: (hour) => rhythmAt('work', hour, 0),
    request: (time) =>
      ask(account, { time, model: models.small, prompt: write('ci_review', random) }, random),
  };
}

/** The same few hundred questions every night, with a judge that grades the answers by a rubric. */
function evaluation({ random, total, setting }: Plan): Ways {
  const account = createAccount(random, newOrganisation(random));
  const nights = Math.max(1, setting.hours / 24);
  const questions = Array.from({ length: Math.max(10, Math.min(600, total / nights / 2)) }, () =>
    write('question', random),
  );
  let next = 0;
  return {
    weight: (hour) => rhythmAt('night', hour, 0),
    request: (time) => {
      const question = questions[(next >> 1) % questions.length]!;
      const isJudge = next++ % 2 === 1;
      const prompt = isJudge
        ? `Our nightly regression: does the reply below answer the question? Say pass or fail and one reason.\n\nQ: ${question}\nA: ${write('answer', random)}`
        : question;
      return ask(account, { time, model: models.large, prompt }, random);
    },
  };
}

/** One key before a company of people: many addresses and programs, all hours, every subject. */
function gateway({ random, setting }: Plan): Ways {
  const account = createAccount(random, newOrganisation(random));
  const people = Array.from({ length: 300 }, () => createAccount(random, account.organisation));
  return {
    weight: (hour) => rhythmAt('people', hour, 0) + rhythmAt('people', hour, 9),
    request: (time) => {
      const person = pick(people, random);
      const isNewest = time > setting.start + (setting.releaseHour + 40) * hourMilliseconds;
      const asked = ask(
        person,
        {
          time,
          model: isNewest && random.below(3) === 0 ? models.newest : models.large,
          prompt: write(pick(['chat', 'code', 'rag_question', 'support'], random), random),
          goesOn: 0.6,
        },
        random,
      );
      return { ...asked, account: account.id };
    },
  };
}

const surgeHours = 30;

/** Many strangers try the newest model on the day of its release, each with questions of their own. */
function release({ random, total, setting }: Plan): Ways {
  const accounts = Array.from({ length: Math.max(20, Math.round(total / 8)) }, () =>
    createAccount(random, newOrganisation(random)),
  );
  return {
    weight: (hour) => {
      const since = hour - setting.releaseHour;
      return since < 0
        ? 0
        : Math.exp(-since / surgeHours) * (0.3 + rhythmAt('people', hour, 0) / 13);
    },
    request: (time) =>
      ask(
        pick(accounts, random),
        { time, model: models.newest, prompt: write('trial', random), goesOn: 0.5 },
        random,
      ),
  };
}

/** Pupils of one school paste the same exercise on weekday mornings, each with an own attempt. */
function classroom({ random, setting }: Plan): Ways {
  const school = newOrganisation(random);
  const ip = writeIp(random);
  const pupils = Array.from({ length: 28 }, () => createAccount(random, school, ip));
  const isLesson = (hour: number): boolean =>
    rhythmAt('work', hour, 0) > 2 && (hour % 24 === 9 || hour % 24 === 10);
  const exerciseOf = (time: number): string => {
    const day = Math.floor((time - setting.start) / (24 * hourMilliseconds));
    return write('exercise', createRandom(day * 7919 + pupils.length));
  };
  return {
    weight: (hour) => (isLesson(hour) ? 1 : 0),
    request: (time) =>
      ask(
        pupilOf(pupils, random),
        {
          time,
          model: models.small,
          prompt: `${exerciseOf(time)}\n\n${write('essay', random)} ${write('pupil_question', random)}`,
          goesOn: 0.4,
        },
        random,
      ),
  };
}

/** Some pupils ask a lot and some hardly ever. */
function pupilOf(pupils: readonly Account[], random: Random): Account {
  return pupils[Math.floor(random.next() ** 2 * pupils.length)]!;
}

/** Strings of a program, one request each, in runs of a few hours. */
function translation({ random, setting }: Plan): Ways {
  const account = createAccount(random, newOrganisation(random));
  const tongues = Array.from({ length: 4 }, () => write('tongue', random));
  const firstHour = random.below(Math.max(1, setting.hours - 24));
  return {
    weight: (hour) => {
      const since = hour - firstHour;
      return since >= 0 && since % 72 < 5 ? 1 : 0;
    },
    request: (time) =>
      ask(
        account,
        {
          time,
          model: models.small,
          prompt: `Translate the interface text into ${pick(tongues, random)}. Keep placeholders and length.\n\n${write('ui_string', random)}`,
          outputTokens: skewed(random, 25),
        },
        random,
      ),
  };
}
