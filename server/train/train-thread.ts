/** Work of training in threads of its own: whoever waits for it can be stopped at once. */

import { Worker } from 'node:worker_threads';
import { trainWorkerFile } from '../locations.ts';
import type { ExpertTask, FittedExpert } from './fit-expert.ts';
import type { OwnProfile, OwnProfileOrder } from './fit-own-profile.ts';

export type TrainJob =
  | { readonly kind: 'expert'; readonly task: ExpertTask }
  | { readonly kind: 'profile'; readonly order: OwnProfileOrder };

export type TrainMessage =
  | { readonly kind: 'expert'; readonly fitted: FittedExpert }
  | { readonly kind: 'fitted' }
  | { readonly kind: 'profile'; readonly profile: OwnProfile };

export function fitExpertInThread(task: ExpertTask): Promise<FittedExpert> {
  return new Promise((resolve, reject) => {
    startThread({ kind: 'expert', task }, reject).on('message', (message: TrainMessage) => {
      if (message.kind === 'expert') resolve(message.fitted);
    });
  });
}

/** Rejects with the signal's reason when aborted; the thread and those that it started end then. */
export function fitOwnProfileInThread(
  order: OwnProfileOrder,
  onFitted: () => void,
  signal: AbortSignal,
): Promise<OwnProfile> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = startThread({ kind: 'profile', order }, reject);
    const stop = (): void => {
      reject(signal.reason as Error);
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: TrainMessage) => {
      if (message.kind === 'fitted') onFitted();
      else if (message.kind === 'profile') resolve(message.profile);
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
