/** Work of training in threads of its own: whoever waits for it can be stopped at once. */

import { Worker } from 'node:worker_threads';
import { trainWorkerFile } from '../locations.ts';
import type { AdaptedExpert, AdaptTask } from './adapt-expert.ts';
import type { ExpertTask, FittedExpert } from './fit-expert.ts';
import type { OwnProfile, OwnProfileOrder } from './fit-own-profile.ts';
import type { FittedReferences, ReferencesOrder } from './fit-references.ts';

export type TrainJob =
  | { readonly kind: 'expert'; readonly task: ExpertTask }
  | { readonly kind: 'adapt'; readonly task: AdaptTask }
  | { readonly kind: 'profile'; readonly order: OwnProfileOrder }
  | { readonly kind: 'references'; readonly order: ReferencesOrder };

export type TrainMessage =
  | { readonly kind: 'expert'; readonly fitted: FittedExpert }
  | { readonly kind: 'adapt'; readonly adapted: AdaptedExpert }
  | { readonly kind: 'fitted' }
  | { readonly kind: 'profile'; readonly profile: OwnProfile }
  | { readonly kind: 'references'; readonly fitted: FittedReferences };

export function fitExpertInThread(task: ExpertTask): Promise<FittedExpert> {
  return new Promise((resolve, reject) => {
    startThread({ kind: 'expert', task }, reject).on('message', (message: TrainMessage) => {
      if (message.kind === 'expert') resolve(message.fitted);
    });
  });
}

export function adaptExpertInThread(task: AdaptTask): Promise<AdaptedExpert> {
  return new Promise((resolve, reject) => {
    startThread({ kind: 'adapt', task }, reject).on('message', (message: TrainMessage) => {
      if (message.kind === 'adapt') resolve(message.adapted);
    });
  });
}

/** Rejects with the signal's reason when aborted; the thread and those that it started end then. */
export async function fitOwnProfileInThread(
  order: OwnProfileOrder,
  onFitted: () => void,
  signal: AbortSignal,
): Promise<OwnProfile> {
  const message = await performInThread({ kind: 'profile', order }, onFitted, signal);
  if (message.kind !== 'profile')
    throw new Error(`a profile was to be fitted, not ${message.kind}`);
  return message.profile;
}

/** As `fitOwnProfileInThread`. */
export async function fitReferencesInThread(
  order: ReferencesOrder,
  onFitted: () => void,
  signal: AbortSignal,
): Promise<FittedReferences> {
  const message = await performInThread({ kind: 'references', order }, onFitted, signal);
  if (message.kind !== 'references')
    throw new Error(`references were to be fitted, not ${message.kind}`);
  return message.fitted;
}

function performInThread(
  job: TrainJob,
  onFitted: () => void,
  signal: AbortSignal,
): Promise<TrainMessage> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = startThread(job, reject);
    const stop = (): void => {
      reject(signal.reason as Error);
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: TrainMessage) => {
      if (message.kind === 'fitted') onFitted();
      else resolve(message);
    });
    worker.once('exit', () => signal.removeEventListener('abort', stop));
  });
}

function startThread(job: TrainJob, onEnd: (error: Error) => void): Worker {
  const worker = new Worker(trainWorkerFile, { workerData: job });
  worker.once('error', onEnd);
  // Without effect where there was a result. Else nobody would ever hear of it.
  worker.once('exit', (code) => onEnd(new Error(`a thread of the training ended with ${code}`)));
  return worker;
}
