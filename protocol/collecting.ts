/** Collecting answers from an endpoint: what is asked of the server, what may become of a question, and the
 *  words for it. */

import { count } from './words.ts';

export interface EndpointParams {
  /** As a person wrote it. */
  url: string;
  /** Whether `http` may go over a network, where everybody can read along. */
  allowsHttp: boolean;
}

export interface EndpointView {
  /** As it will be used; keys belong to it. */
  address: string;
  /** With it, keys are sealed that only this process of the server can open. */
  publicKey: string;
}

/** Messages may be traced, so a key is never in one: it is sealed, or in the environment. */
export type KeyParams =
  { kind: 'none' } | { kind: 'sealed'; sealed: string } | { kind: 'variable'; name: string };

export interface ListModelsParams extends EndpointParams {
  key: KeyParams;
}

export interface ModelView {
  name: string;
  /** Null: nobody has said. */
  family: string | null;
}

/** What a dataset can be asked, and how much of it is worth asking. */
export interface PromptsView {
  /** Different ones. */
  prompts: number;
  /** Whether there are more than were counted. */
  hasMore: boolean;
  sizes: SampleSizeView[];
}

export interface SampleSizeView {
  prompts: number;
  /** What it is worth. */
  words: string;
}

export interface PrepareCollectionParams extends EndpointParams {
  /** The dataset whose prompts are asked. */
  uri: string;
  models: ModelView[];
  /** At most so many prompts; null: all. */
  prompts: number | null;
  /** Hard limits, retries and earlier runs included; `tokens` null: none. */
  calls: number;
  tokens: number | null;
  /** Most tokens of an answer, and how long it may take. */
  maxTokens: number;
  timeoutSeconds: number;
  /** Where the key comes from, in words; null: there is none. */
  keyFrom: string | null;
  /** Path of the dataset of answers. */
  output: string;
  /** Whether to go on where an earlier run with this output stopped. */
  resumes: boolean;
}

export interface CollectionView {
  /** Names what was prepared; `collect` sends that and nothing else. */
  collection: string;
  /** What will be sent, to whom, and what it may take; a person reads it first. */
  preview: string;
  /** Questions in all, and those that an earlier run has answers to. */
  questions: number;
  answered: number;
  /** Of prompts, about; and of prompts and answers, at most. */
  promptTokens: number;
  mostTokens: number;
  minutes: number;
}

/** Why a question got no answer. */
export const failureReasons = [
  /** The key is missing, wrong, or not allowed to. */
  'unauthorized',
  /** The account has nothing left to spend. */
  'no-quota',
  /** No such model, or no such path. */
  'not-found',
  /** The server did not like the request. */
  'bad-request',
  'redirected',
  'rate-limited',
  'server-error',
  /** No connection was made. */
  'unreachable',
  /** A connection was lost. */
  'connection',
  'timeout',
  /** More bytes than any answer has. */
  'too-large',
  /** Neither an answer nor an error that the protocol knows. */
  'unreadable',
  'empty',
  'filtered',
  'refused',
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** Why a question was not asked. */
export const unaskedReasons = ['budget', 'cancelled', 'stopped', 'enough'] as const;
export type UnaskedReason = (typeof unaskedReasons)[number];

/** What became of a plan: answered, failed and unasked are all of it. */
export interface CollectedView {
  planned: number;
  answered: number;
  /** Of those, answers that were cut off at the most tokens. */
  cut: number;
  failed: Partial<Record<FailureReason, number>>;
  unasked: Partial<Record<UnaskedReason, number>>;
  /** Calls that went out, repeated ones and those of earlier runs included. */
  calls: number;
  promptTokens: number;
  answerTokens: number;
  /** What the server calls the models, where that differs from what was asked for. */
  answeredAs: string[];
  /** A sentence about the first failure of each kind, and about what stopped the run. */
  troubles: string[];
  /** Path of the dataset of answers. */
  output: string;
}

export function collectedWords(view: CollectedView): string {
  const parts = [
    `${count(view.planned, 'question')} = ${view.answered.toLocaleString('en')} answered`,
  ];
  for (const [reason, number] of Object.entries({ ...view.failed, ...view.unasked })) {
    parts.push(
      `${number.toLocaleString('en')} ${outcomeWords[reason as FailureReason | UnaskedReason]}`,
    );
  }
  return parts.join(' + ');
}

const outcomeWords: Record<FailureReason | UnaskedReason, string> = {
  unauthorized: 'refused for want of a valid key',
  'no-quota': 'refused for want of quota',
  'not-found': 'about a model or path that is not there',
  'bad-request': 'refused as a bad request',
  redirected: 'redirected elsewhere, which is not followed',
  'rate-limited': 'rate limited',
  'server-error': 'with a server error',
  unreachable: 'without a connection',
  connection: 'with a connection that broke',
  timeout: 'out of time',
  'too-large': 'with too large an answer',
  unreadable: 'with an unreadable answer',
  empty: 'with an empty answer',
  filtered: 'kept back by a content filter',
  refused: 'refused by the model',
  budget: 'not asked: the budget is used up',
  cancelled: 'not asked: canceled',
  stopped: 'not asked: stopped after failures',
  enough: 'not asked: enough is known',
};
