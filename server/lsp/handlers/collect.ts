/** *Collect References*: prompts of a dataset → answers of models, prepared first and sent when agreed. */

import { basename } from 'node:path';
import type {
  CollectedView,
  CollectionView,
  EndpointParams,
  EndpointView,
  ListModelsParams,
  ModelView,
  PrepareCollectionParams,
  PromptsView,
} from '../../../protocol/collecting.ts';
import type { CollectParams, CountPromptsParams } from '../../../protocol/messages.ts';
import { count } from '../../../protocol/words.ts';
import { UserError } from '../../dataset/user-error.ts';
import { parseAddress } from '../../endpoint/address.ts';
import {
  carryOut,
  type CollectWishes,
  listModels,
  prepare,
  usualConcurrency,
} from '../../endpoint/collecting.ts';
import { readPrompts } from '../../endpoint/read-prompts.ts';
import { familyClaimedBy } from '../../engine/leak-patterns.ts';
import { sampleSizes } from '../../references/advice.ts';
import { datasetOf } from '../open-dataset.ts';
import type { Session } from '../session.ts';
import { withProgress } from '../task-progress.ts';

export function describeEndpoint(
  { collections }: Session,
  { url, allowsHttp }: EndpointParams,
): Promise<EndpointView> {
  const address = parseAddress(url, { allowsHttp });
  return Promise.resolve({ address, publicKey: collections.seal.publicKey });
}

export async function listEndpointModels(
  { collections }: Session,
  { url, allowsHttp, key }: ListModelsParams,
  signal: AbortSignal,
): Promise<ModelView[]> {
  const address = parseAddress(url, { allowsHttp });
  const names = await listModels(address, collections.keyOf(key, address), signal);
  return names.map((name) => ({ name, family: familyClaimedBy(name) }));
}

/** The terminal's, unless somebody asks for another. */
const seed = 1;

/** More than anybody collects answers to; who does so by intent types a number. */
const mostCounted = 10_000;

export async function countPrompts(
  session: Session,
  params: CountPromptsParams,
  signal: AbortSignal,
): Promise<PromptsView> {
  const dataset = await datasetOf(session, params.uri);
  const field = (await session.configOf(params.uri))?.field ?? null;
  const { prompts, ledger } = await withProgress(session, params, 'Reading prompts', dataset, () =>
    readPrompts([dataset], { field, most: mostCounted, seed }, signal),
  );
  if (prompts.length === 0) {
    throw new UserError(
      `${basename(dataset.name)}: no prompt was found; a row needs one, such as "prompt" or a user turn in "messages"`,
    );
  }
  const sizes = sampleSizes.filter(({ perFamily }) => perFamily < prompts.length);
  return {
    prompts: prompts.length,
    hasMore: ledger.leftOut > 0,
    sizes: sizes.map(({ perFamily, words }) => ({ prompts: perFamily, words })),
  };
}

export async function prepareCollection(
  session: Session,
  params: PrepareCollectionParams,
  signal: AbortSignal,
): Promise<CollectionView> {
  const dataset = await datasetOf(session, params.uri);
  const config = await session.configOf(params.uri);
  const { calls, tokens, timeoutSeconds } = params;
  const wishes: CollectWishes = {
    field: config?.field ?? null,
    models: params.models,
    settings: {
      endpoint: parseAddress(params.url, params),
      system: null,
      maxTokens: params.maxTokens,
      maxTokensName: 'max_tokens',
      temperature: null,
      seed: null,
      streams: false,
    },
    limits: { calls, tokens, cost: null },
    samples: 1,
    prompts: params.prompts ?? Number.MAX_SAFE_INTEGER,
    seed,
    concurrency: usualConcurrency,
    output: params.output,
    resumes: params.resumes,
  };
  const prepared = await prepare([dataset], wishes, params.keyFrom, signal);
  const { plan, preview, left, estimate } = prepared;
  const { promptTokens, answerTokens } = estimate.mostTokens;
  return {
    collection: session.collections.keep({ prepared, wishes, timeoutSeconds }),
    preview: preview.join('\n'),
    questions: plan.calls.length,
    answered: plan.calls.length - left,
    promptTokens: estimate.promptTokens,
    mostTokens: promptTokens + answerTokens,
    minutes: estimate.minutes,
  };
}

export async function collect(
  session: Session,
  { collection, key: keyParams, workDoneToken }: CollectParams,
  signal: AbortSignal,
): Promise<CollectedView> {
  const { collections, connection } = session;
  const { prepared, wishes, timeoutSeconds } = collections.take(collection);
  const key = collections.keyOf(keyParams, wishes.settings.endpoint);
  const total = prepared.plan.calls.length;
  const progress =
    workDoneToken === undefined ? null : connection.window.attachWorkDoneProgress(workDoneToken);
  progress?.begin('Collecting answers', 0, undefined, true);
  session.status('busy', `collecting answers: ${basename(wishes.output)}`);
  const timeout = timeoutSeconds * 1000;
  try {
    return await carryOut(prepared, wishes, {
      key,
      timeouts: { total: timeout, idle: timeout },
      signal,
      onEnded: (ended) => {
        const words = `${ended.toLocaleString('en')} of ${count(total, 'question')}`;
        progress?.report(Math.floor((100 * ended) / total), words);
      },
    });
  } finally {
    progress?.done();
    session.status('ready', 'collecting answers: ended');
  }
}
