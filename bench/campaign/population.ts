/** Ordinary traffic: organisations of six kinds, their accounts, their hours and what they ask. */

import type { Random } from '../../server/engine/random.ts';
import { type Account, ask, createAccount, skewed, writeToken } from './accounts.ts';
import { type Exchange, hourMilliseconds, models, type Setting, type Stream } from './exchange.ts';
import { pick } from './grammar.ts';
import { type Rhythm, rhythmAt } from './rhythm.ts';
import { write } from './write.ts';

interface Organisation {
  readonly id: string;
  readonly kind: Kind;
  readonly rhythm: Rhythm;
  readonly zone: number;
  readonly system: string;
  readonly model: string;
  /** From which hour on it may use the newest model, and for how much of its traffic. */
  readonly newestFrom: number;
  readonly newestShare: number;
  /** Words around each prompt; an application has them, people have not. */
  readonly frame: readonly [before: string, after: string];
}

interface Member {
  readonly account: Account;
  readonly organisation: Organisation;
  readonly weight: number;
}

const kinds = ['chat', 'code', 'support', 'rag', 'batch', 'mixed'] as const;
type Kind = (typeof kinds)[number];

/** Share of the organisations, accounts of one, and requests of one beside those of a person. */
const habits: Record<Kind, { share: number; accounts: number; weight: number; rhythm: Rhythm }> = {
  chat: { share: 0.34, accounts: 12, weight: 1, rhythm: 'people' },
  code: { share: 0.26, accounts: 8, weight: 1.6, rhythm: 'work' },
  support: { share: 0.12, accounts: 2, weight: 5, rhythm: 'service' },
  rag: { share: 0.12, accounts: 2, weight: 4, rhythm: 'work' },
  batch: { share: 0.06, accounts: 1, weight: 8, rhythm: 'night' },
  mixed: { share: 0.1, accounts: 5, weight: 1.5, rhythm: 'work' },
};

const requestsPerOrganisation = 400;
const fewestOrganisations = 40;
const mostOrganisations = 1500;

export function createPopulation(setting: Setting, total: number, random: Random): Stream {
  const count = Math.min(
    mostOrganisations,
    Math.max(fewestOrganisations, Math.round(total / requestsPerOrganisation)),
  );
  const members: Member[] = [];
  for (let i = 0; i < count; i++) addOrganisation(members, setting, random);
  const sums = new Float64Array(members.length);
  let summedHour = -1;
  const sumUp = (hour: number): number => {
    let sum = 0;
    for (const [i, { organisation, weight }] of members.entries()) {
      sum += weight * rhythmAt(organisation.rhythm, hour, organisation.zone);
      sums[i] = sum;
    }
    summedHour = hour;
    return sum;
  };
  return {
    origin: 'benign',
    total,
    weight: sumUp,
    request: (time) => {
      const hour = Math.floor((time - setting.start) / hourMilliseconds);
      if (hour !== summedHour) sumUp(hour);
      const drawn = random.next() * sums.at(-1)!;
      return requestOf(members[firstAbove(sums, drawn)]!, time, hour, random);
    },
  };
}

function addOrganisation(members: Member[], setting: Setting, random: Random): void {
  const kind = drawKind(random);
  const { accounts, weight, rhythm } = habits[kind];
  const organisation: Organisation = {
    id: `org_${writeToken(random, 2)}`,
    kind,
    rhythm,
    zone: random.below(3) === 0 ? random.below(24) : random.below(4) - 1,
    system: systemOf(kind, random),
    model: random.below(3) === 0 ? models.small : models.large,
    newestFrom: setting.releaseHour + skewed(random, 60),
    newestShare: random.next(),
    frame: frameOf(kind, random),
  };
  const people = Math.max(1, skewed(random, accounts));
  for (let i = 0; i < people; i++) {
    members.push({
      account: createAccount(random, organisation.id),
      organisation,
      weight: (weight * skewed(random, 100)) / 100,
    });
  }
}

function drawKind(random: Random): Kind {
  let left = random.next();
  for (const kind of kinds) {
    left -= habits[kind].share;
    if (left < 0) return kind;
  }
  return 'mixed';
}

function requestOf(member: Member, time: number, hour: number, random: Random): Exchange {
  const { organisation, account } = member;
  const { kind, system, frame, model, newestFrom, newestShare } = organisation;
  const isNewest = hour >= newestFrom && random.next() < newestShare;
  const isProgram = kind === 'rag' || kind === 'batch';
  const prompt = frame[0] + promptOf(kind, random) + frame[1];
  return ask(
    account,
    {
      time,
      model: isNewest ? models.newest : model,
      system,
      prompt: isProgram ? prompt : asTyped(prompt, account),
      goesOn: isProgram ? 0 : 0.6,
    },
    random,
  );
}

function promptOf(kind: Kind, random: Random): string {
  switch (kind) {
    case 'chat':
      return write('chat', random);
    case 'code':
      return write('code', random);
    case 'support':
      return write('support', random);
    case 'rag':
      return `${write('passage', random)}\n${write('passage', random)}\n\nQuestion: ${write('rag_question', random)}`;
    case 'batch':
      return write('record', random);
    case 'mixed':
      return write(pick(['chat', 'code', 'rag_question', 'trial'], random), random);
  }
}

/** Each application has words of its own, so that no two share a template by our doing. */
function frameOf(kind: Kind, random: Random): readonly [string, string] {
  if (kind === 'rag') return [`${write('rag_frame', random)}\n\n`, ''];
  if (kind === 'batch') return [`${write('batch_frame', random)}\n\n`, ''];
  return ['', ''];
}

function systemOf(kind: Kind, random: Random): string {
  if (kind === 'support') return write('support_system', random);
  if (kind === 'code') return random.below(2) === 0 ? write('code_system', random) : '';
  return '';
}

/** People write as they do: some never use capitals, some end without a mark. */
function asTyped(prompt: string, account: Account): string {
  const habit = account.id.charCodeAt(4) % 5;
  if (habit === 0) return prompt.toLowerCase();
  return habit === 1 ? prompt.replace(/[.?!]+$/, '') : prompt;
}

/** Index of the first sum above a value. */
function firstAbove(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
