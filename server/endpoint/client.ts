/**
 * The one place that speaks to a network, and the one importer of `openai`. The SDK takes options,
 * addresses and headers from the environment and follows redirects; so each of its options is given
 * here, and its `fetch` is ours, which sends what docs/endpoint.md says and nothing else.
 */

import OpenAI, { APIConnectionError, APIError, OpenAIError } from 'openai';
import type { FailureReason } from '../../protocol/collecting.ts';
import type { ChatBody } from './call.ts';
import type { Alarm, Clock } from './clock.ts';
import { redactor } from './key.ts';
import {
  createChunkReader,
  type Failed,
  failed,
  type ListedModels,
  readCompletion,
  readModels,
  type Reply,
} from './reply.ts';

export interface ClientOptions {
  /** Base address, as `parseAddress` gives it. */
  readonly endpoint: string;
  /** Null: none is sent. */
  readonly key: string | null;
  readonly timeouts: Timeouts;
  /** Of this program, for the server's log. */
  readonly version: string;
  readonly clock: Clock;
}

/** In milliseconds. */
export interface Timeouts {
  readonly total: number;
  /** Until something comes: the answer's beginning, or its next piece. */
  readonly idle: number;
}

export interface Client {
  readonly ask: Ask;
  /** The names that the server has for its models. */
  readonly models: (signal: AbortSignal) => Promise<ModelNames | undefined>;
}

/** Whatever a server does is a reply. Undefined: `signal` ended it. */
export type Ask = (body: ChatBody, signal: AbortSignal) => Promise<Reply | undefined>;

export type ModelNames = ListedModels | Failed;

/** Several times the longest answer that a model gives. */
const mostReplyBytes = 2 << 20;

/**
 * Our own alarms end calls. The SDK has several for the same moment, and whichever rings first would
 * say what happened; so its own never ring: it is the longest time that a timer can have.
 */
const never = 2 ** 31 - 1;

/** Of a server's own words. */
const longestMessage = 300;

export function createClient({ endpoint, key, timeouts, version, clock }: ClientOptions): Client {
  const redacted = redactor(key);
  const headers = headersOf(key, version);
  const run = async <T>(
    request: (sdk: OpenAI) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T | Failed | undefined> => {
    const watch = new Watch(timeouts, clock, signal);
    const sdk = new OpenAI({
      baseURL: endpoint,
      apiKey: key ?? 'none',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      timeout: never,
      maxRetries: 0,
      logLevel: 'off',
      defaultHeaders: {},
      defaultQuery: {},
      fetchOptions: {},
      dangerouslyAllowBrowser: false,
      fetch: (url, init = {}) => send(url, init, headers, watch),
    });
    try {
      return await request(sdk);
    } catch (error) {
      return signal.aborted ? undefined : failureOf(watch.trouble ?? error);
    } finally {
      watch.end();
    }
  };
  return {
    async ask(body, signal) {
      const reply = await run((sdk) => request(sdk, body), signal);
      return reply && clean(reply, redacted);
    },
    async models(signal) {
      const names = await run(async (sdk) => readModels(await sdk.get('/models')), signal);
      if (names?.kind !== 'listed') return names && cleanFailure(names, redacted);
      return { ...names, names: names.names.map(redacted) };
    },
  };
}

async function request(sdk: OpenAI, body: ChatBody): Promise<Reply> {
  const { completions } = sdk.chat;
  const { stream, ...rest } = { ...body, messages: [...body.messages] };
  if (!stream) return readCompletion(await completions.create({ ...rest, stream }));
  const reader = createChunkReader();
  for await (const chunk of await completions.create({ ...rest, stream })) reader.add(chunk);
  return reader.end();
}

/** All that is said of whoever asks; the SDK would add headers that describe this machine, and others
 *  from its environment. */
function headersOf(key: string | null, version: string): Record<string, string> {
  return {
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'user-agent': `teacherprint/${version}`,
    ...(key !== null && { authorization: `Bearer ${key}` }),
  };
}

async function send(
  url: Parameters<typeof fetch>[0],
  { method, body: sent, signal }: Pick<RequestInit, 'method' | 'body' | 'signal'>,
  headers: Record<string, string>,
  watch: Watch,
): Promise<Response> {
  const response = await fetch(url, {
    method: method === 'GET' ? 'GET' : 'POST',
    headers,
    body: sent ?? null,
    redirect: 'error',
    signal: AbortSignal.any([watch.signal, ...(signal ? [signal] : [])]),
  });
  const { status, body } = response;
  const kept = ['content-type', 'retry-after'].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as [string, string]];
  });
  return new Response(body?.pipeThrough(limiter(watch)) ?? null, { status, headers: kept });
}

/** After decompression: a small reply may claim to be a large one. */
function limiter(watch: Watch): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(piece, controller) {
      watch.restart();
      bytes += piece.length;
      if (bytes > mostReplyBytes) throw new Trouble('too-large', 'the answer is over 2 MiB');
      controller.enqueue(piece);
    },
  });
}

class Trouble extends Error {
  readonly reason: FailureReason;
  constructor(reason: FailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

const silent = 'the server kept silent for too long';

/** Ends a call that takes too long, as a whole or between two pieces. */
class Watch {
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #idleMs: number;
  readonly #total: Alarm;
  #idle: Alarm;
  readonly signal: AbortSignal;
  /** Why it ended the call. */
  trouble: Trouble | null = null;

  constructor({ total, idle }: Timeouts, clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.signal = AbortSignal.any([this.#controller.signal, signal]);
    this.#idleMs = idle;
    this.#total = this.#endAfter(total, 'the answer took longer than it may');
    this.#idle = this.#startIdle();
  }

  restart(): void {
    this.#idle.cancel();
    this.#idle = this.#startIdle();
  }

  end(): void {
    this.#idle.cancel();
    this.#total.cancel();
    // Whoever stopped reading before the end leaves a connection behind.
    this.#controller.abort();
  }

  #startIdle(): Alarm {
    return this.#endAfter(this.#idleMs, silent);
  }

  #endAfter(milliseconds: number, words: string): Alarm {
    return this.#clock.setAlarm(milliseconds, () => {
      this.trouble ??= new Trouble('timeout', words);
      this.#controller.abort(this.trouble);
    });
  }
}

function clean(reply: Reply, redacted: (text: string) => string): Reply {
  if (reply.kind === 'failed') return cleanFailure(reply, redacted);
  return {
    ...reply,
    text: redacted(reply.text),
    finish: reply.finish && redacted(reply.finish),
    answeredAs: reply.answeredAs && redacted(reply.answeredAs),
  };
}

function cleanFailure(failure: Failed, redacted: (text: string) => string): Failed {
  const message = redacted(failure.message).toWellFormed().slice(0, longestMessage);
  return { ...failure, message };
}

function failureOf(error: unknown): Failed {
  const causes = causesOf(error);
  const trouble = causes.find((cause) => cause instanceof Trouble);
  if (trouble !== undefined) return failed(trouble.reason, trouble.message);
  if (error instanceof APIError && error.status !== undefined)
    return failureOfStatus(error as APIError);
  // A stream may hold an error in place of a piece.
  if (error instanceof APIError && !(error instanceof APIConnectionError)) {
    return failed('server-error', error.message);
  }
  if (error instanceof SyntaxError) return failed('unreadable', 'the answer is not JSON');
  const { message, code } = innermost(causes);
  // Node itself waits five minutes for a beginning, and for each next piece.
  if (/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(code)) return failed('timeout', silent);
  // What neither the network nor the SDK complains about is a bug of ours.
  if (code === '' && !(error instanceof OpenAIError)) throw error;
  if (/redirect/.test(message)) {
    return failed(
      'redirected',
      'the server redirects elsewhere, where neither prompt nor key goes',
    );
  }
  const isUnreachable =
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|DEPTH_|SELF_SIGNED|UNABLE_|ERR_TLS|ERR_SSL|UND_ERR_CONNECT)/;
  const words = code === '' ? message : `${message} (${code})`;
  return failed(isUnreachable.test(code) ? 'unreachable' : 'connection', words);
}

function failureOfStatus({ status, code, message, headers }: APIError): Failed {
  const failure = failed(reasonOfStatus(status ?? 0, code ?? null), wordsOf(message));
  return { ...failure, retryAfter: headers?.get('retry-after') ?? null };
}

function reasonOfStatus(status: number, code: string | null): FailureReason {
  if (code === 'insufficient_quota' || status === 402) return 'no-quota';
  if (status === 401 || status === 403 || status === 407) return 'unauthorized';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 409 || status === 425 || status >= 500) return 'server-error';
  return 'bad-request';
}

/** A whole page in place of a sentence says nothing. */
function wordsOf(message: string): string {
  return message.replace(/<[!a-zA-Z][^]*/, '(a page of HTML)').replaceAll(/\s+/g, ' ');
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < 10; at = at.cause) causes.push(at);
  return causes;
}

function innermost(causes: readonly Error[]): { message: string; code: string } {
  const last = causes.at(-1);
  const code: unknown = last !== undefined && 'code' in last ? last.code : '';
  return {
    message: last?.message ?? 'unknown trouble',
    code: typeof code === 'string' ? code : '',
  };
}
