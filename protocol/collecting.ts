/** Collecting answers from an endpoint: what may become of a question, and the words for it. */

import { count } from './words.ts';

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
export const unaskedReasons = ['budget', 'cancelled', 'stopped'] as const;
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
};
