/** One thing to ask: a model, a prompt and parameters; and the request that it becomes. */

import { createHash } from 'node:crypto';

/** The same for all calls of a run. */
export interface CallSettings {
  /** Base address, as `parseAddress` gives it. */
  readonly endpoint: string;
  readonly system: string | null;
  /** Most tokens of an answer. */
  readonly maxTokens: number;
  /** Servers of reasoning models know only the second name, most others only the first. */
  readonly maxTokensName: 'max_tokens' | 'max_completion_tokens';
  /** Null: not sent, so that the server decides. */
  readonly temperature: number | null;
  /** Sent with the number of the sample added; null: not sent. */
  readonly seed: number | null;
  /** Whether answers come in pieces, for servers that take long over one. */
  readonly streams: boolean;
}

export interface Prompt {
  readonly id: string;
  readonly text: string;
  /** The collection that it is from. */
  readonly source: string;
  /** What the row says of the prompt's kind and language; null: nothing. */
  readonly domain: string | null;
  readonly lang: string | null;
}

/** Of a prompt whose row has no id. */
export function promptId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export interface Model {
  readonly name: string;
  readonly family: string | null;
}

export interface Call {
  /** Of what is asked, whoever asks it again. */
  readonly id: string;
  readonly model: Model;
  readonly prompt: Prompt;
  /** From 0, where a prompt is asked several times. */
  readonly sample: number;
}

/** The request's body. */
export interface ChatBody {
  readonly model: string;
  readonly messages: { readonly role: 'system' | 'user'; readonly content: string }[];
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly temperature?: number;
  readonly seed?: number;
  readonly stream: boolean;
  readonly stream_options?: { readonly include_usage: true };
}

export function createCall(asked: Omit<Call, 'id'>, settings: CallSettings): Call {
  // How an answer comes does not change it.
  const body = bodyOf(asked, { ...settings, streams: false });
  const identity = [settings.endpoint, body, asked.sample];
  const hash = createHash('sha256').update(JSON.stringify(identity));
  return { ...asked, id: hash.digest('hex').slice(0, 32) };
}

export function bodyOf(
  { model, prompt, sample }: Omit<Call, 'id'>,
  { system, maxTokens, maxTokensName, temperature, seed, streams }: CallSettings,
): ChatBody {
  const question = { role: 'user' as const, content: prompt.text };
  return {
    model: model.name,
    messages: system === null ? [question] : [{ role: 'system', content: system }, question],
    [maxTokensName]: maxTokens,
    ...(temperature !== null && { temperature }),
    ...(seed !== null && { seed: seed + sample }),
    stream: streams,
    ...(streams && { stream_options: { include_usage: true as const } }),
  };
}
