/** Accounts, and the conversations that they have: sessions, addresses, opaque reasoning, failures. */

import type { Random } from '../../server/engine/random.ts';
import { type Exchange, hourMilliseconds, models } from './exchange.ts';
import { pick } from './grammar.ts';
import { write } from './write.ts';

export interface Account {
  readonly id: string;
  readonly organisation: string;
  readonly ip: string;
  readonly userAgent: string;
  /** What its present conversation has been so far. */
  session: string;
  earlier: readonly string[];
  issued: string | null;
  lastTime: number;
}

const userAgents = [
  'atlas-python/2.14.1',
  'atlas-node/5.3.0',
  'python-httpx/0.28.1',
  'Go-http-client/2.0',
  'node-fetch/3.3.2',
  'okhttp/5.1.0',
  'Mozilla/5.0 (Macintosh) WebApp/11',
  'Mozilla/5.0 (Windows NT 10.0) WebApp/11',
  'curl/8.9.1',
] as const;

export function createAccount(random: Random, organisation: string, ip = writeIp(random)): Account {
  return {
    id: `key_${writeToken(random, 2)}`,
    organisation,
    ip,
    userAgent: pick(userAgents, random),
    session: '',
    earlier: [],
    issued: null,
    lastTime: -Infinity,
  };
}

/** What a party decides about a request; the account adds the rest. */
export interface Asked {
  readonly time: number;
  readonly model: string;
  readonly prompt: string;
  readonly system?: string;
  /** Share of requests that go on with a conversation; programs mostly have none. */
  readonly goesOn?: number;
  readonly ip?: string;
  readonly userAgent?: string;
  readonly status?: number;
  readonly carried?: string | null;
  readonly outputTokens?: number;
}

const longestConversation = 6;

export function ask(account: Account, asked: Asked, random: Random): Exchange {
  const goesOn =
    asked.time - account.lastTime < hourMilliseconds &&
    account.earlier.length < longestConversation &&
    random.next() < (asked.goesOn ?? 0);
  if (!goesOn) {
    account.session = `s_${writeToken(random, 2)}`;
    account.earlier = [];
    account.issued = null;
  }
  const status = asked.status ?? usualStatus(random);
  const hasReasoning = asked.model !== models.small && random.next() < 0.4;
  const exchange: Exchange = {
    time: asked.time,
    account: account.id,
    organisation: account.organisation,
    model: asked.model,
    system: asked.system ?? '',
    prompt: asked.prompt,
    earlier: account.earlier,
    session: account.session,
    ip: asked.ip ?? account.ip,
    userAgent: asked.userAgent ?? account.userAgent,
    status,
    response: status === 200 ? write('reply', random) : '',
    outputTokens: status === 200 ? (asked.outputTokens ?? skewed(random, 320)) : 0,
    carried: asked.carried ?? account.issued,
    issued: status === 200 && hasReasoning ? writeToken(random, 8) : null,
  };
  account.earlier = [...account.earlier, asked.prompt];
  account.issued = exchange.issued ?? account.issued;
  account.lastTime = asked.time;
  return exchange;
}

/** Letters and digits, about six per unit of length. */
export function writeToken(random: Random, length: number): string {
  let token = '';
  for (let i = 0; i < length; i++) token += random.below(2 ** 31).toString(36);
  return token;
}

export function writeIp(random: Random): string {
  return `${20 + random.below(180)}.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`;
}

/** Positive whole numbers around a middle one, a few of them much larger. */
export function skewed(random: Random, middle: number): number {
  const bell = random.next() + random.next() + random.next() - 1.5;
  return Math.max(1, Math.round(middle * Math.exp(1.6 * bell)));
}

function usualStatus(random: Random): number {
  const draw = random.next();
  if (draw > 0.008) return 200;
  return draw > 0.004 ? 429 : 529;
}
