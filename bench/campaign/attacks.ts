/** Seven patterns of distillation as vendors have described them, each as a stream of requests. */

import type { Random } from '../../server/engine/random.ts';
import { type Account, ask, createAccount, skewed, writeIp, writeToken } from './accounts.ts';
import {
  type AttackName,
  type Exchange,
  hourMilliseconds,
  models,
  type Setting,
  type Stream,
} from './exchange.ts';
import { pick } from './grammar.ts';
import { attackRules } from './attack-prompts.ts';
import { write } from './write.ts';

/** The axes on which a pattern shows, in the words of docs/campaign.md. */
export const axesOfAttack: Record<AttackName, readonly string[]> = {
  harvest: ['structure', 'focus', 'coordination', 'rhythm'],
  reasoning: ['structure', 'value'],
  rubric: ['structure', 'value'],
  rewrite: ['structure', 'value'],
  sweep: ['value', 'sweep'],
  pivot: ['structure', 'pivot'],
  replay: ['structure', 'replay'],
};

interface Plan {
  readonly setting: Setting;
  readonly total: number;
  readonly random: Random;
  readonly accounts: readonly Account[];
}

type Ways = Pick<Stream, 'weight' | 'request'>;

const requestsPerAccount = 40;
const fewestAccounts = 8;
const mostAccounts = 400;

export function createAttack(
  name: AttackName,
  setting: Setting,
  total: number,
  random: Random,
): Stream {
  const count = Math.min(
    mostAccounts,
    Math.max(fewestAccounts, Math.round(total / requestsPerAccount)),
  );
  // A handful of paid organisations in front of many keys, as resellers have them.
  const organisations = Array.from(
    { length: Math.ceil(count / 5) },
    () => `org_${writeToken(random, 2)}`,
  );
  // In turn: by lot, eight accounts are now and then all of one organisation, which is a customer and no pattern.
  const accounts = Array.from({ length: count }, (_, i) =>
    createAccount(random, organisations[i % organisations.length]!),
  );
  return { origin: name, total, ...waysOf[name]({ setting, total, random, accounts }) };
}

const waysOf: Record<AttackName, (plan: Plan) => Ways> = {
  harvest: (plan) => {
    const persona = pick(
      ['harvest_data', 'harvest_code', 'harvest_law', 'harvest_agent'],
      plan.random,
    );
    return hydra(plan, persona);
  },
  reasoning: (plan) =>
    everyAccount(plan, pick(['reasoning', 'reasoning_imagine'], plan.random), 900),
  rubric: (plan) => everyAccount(plan, 'rubric', 90),
  rewrite: (plan) => everyAccount(plan, 'rewrite', 140),
  sweep,
  pivot,
  replay,
};

const allDay = (): number => 1;

/**
 * One queue of prompts, none twice, handed to the accounts in turn at all hours; when one is refused,
 * the next takes the very prompt. Cover traffic is mixed in.
 */
function hydra({ random, accounts }: Plan, persona: string): Ways {
  let turn = 0;
  let refused: string | null = null;
  const asked = new Set<string>();
  return {
    weight: allDay,
    request: (time) => {
      const account = accounts[turn++ % accounts.length]!;
      const isCover = refused === null && random.next() < 0.1;
      const prompt = refused ?? (isCover ? write('cover', random) : unused(asked, persona, random));
      const status = random.next() < 0.02 ? 429 : 200;
      refused = status === 429 ? prompt : null;
      return ask(
        account,
        { time, model: models.large, prompt, status, outputTokens: skewed(random, 1200) },
        random,
      );
    },
  };
}

/** A prompt that was not asked before, if the grammar has one left. */
function unused(asked: Set<string>, rule: string, random: Random): string {
  for (let attempt = 0; attempt < 20; attempt++) {
    const prompt = write(rule, random);
    if (asked.has(prompt)) continue;
    asked.add(prompt);
    return prompt;
  }
  return write(rule, random);
}

/** One template from all accounts, day and night. */
function everyAccount({ random, accounts }: Plan, rule: string, outputTokens: number): Ways {
  return {
    weight: allDay,
    request: (time) =>
      ask(
        pick(accounts, random),
        {
          time,
          model: models.large,
          prompt: write(rule, random),
          outputTokens: skewed(random, outputTokens),
        },
        random,
      ),
  };
}

const sweepShare = 0.12;

/** Many techniques at a low rate in the first third of the time, then the one that worked at full rate. */
function sweep({ setting, total, random, accounts }: Plan): Ways {
  const scaleHour = Math.floor(setting.hours / 3);
  const sweepHours = Math.max(1, Math.floor(scaleHour / 3));
  const winner = random.below(attackRules.sweep_variant.length);
  const tries = Math.round(total * sweepShare);
  return {
    weight: (hour) => {
      if (hour >= scaleHour) return (1 - sweepShare) / (setting.hours - scaleHour);
      return hour >= scaleHour - sweepHours ? sweepShare / sweepHours : 0;
    },
    request: (time) => {
      const hour = Math.floor((time - setting.start) / hourMilliseconds);
      const isScaled = hour >= scaleHour;
      const variant = isScaled ? winner : random.below(attackRules.sweep_variant.length);
      const works = variant === winner || random.next() < 0.1;
      const account = isScaled
        ? pick(accounts, random)
        : accounts[random.below(Math.min(accounts.length, Math.ceil(tries / 100) + 2))]!;
      return ask(
        account,
        {
          time,
          model: models.large,
          prompt: write(`sweep_variant_${variant}`, random),
          outputTokens: skewed(random, works ? 900 : 40),
        },
        random,
      );
    },
  };
}

const pivotHours = 18;

/** Half of the traffic moves to the newest model within a day of its release, more of it after that. */
function pivot({ setting, random, accounts }: Plan): Ways {
  return {
    weight: allDay,
    request: (time) => {
      const since = (time - setting.start) / hourMilliseconds - setting.releaseHour - 2;
      const share = Math.min(0.9, Math.max(0, since / pivotHours) * 0.7);
      const model = random.next() < share ? models.newest : models.large;
      return ask(
        pick(accounts, random),
        { time, model, prompt: write('pivot', random), outputTokens: skewed(random, 1500) },
        random,
      );
    },
  };
}

/** Opaque reasoning that one account was given comes back in sessions of others. */
function replay({ random, accounts }: Plan): Ways {
  const store: string[] = [];
  return {
    weight: allDay,
    request: (time) => {
      const carried = store.length > 0 && random.next() < 0.6 ? pick(store, random) : null;
      const exchange: Exchange = ask(
        pick(accounts, random),
        {
          time,
          model: models.large,
          prompt: write(carried === null ? 'replay_source' : 'replay', random),
          carried,
          ip: writeIp(random),
        },
        random,
      );
      if (exchange.issued !== null) store.push(exchange.issued);
      if (store.length > 200) store.shift();
      return exchange;
    },
  };
}
