/** An audit of request logs in a thread of its own, which may die of a log without taking anybody along. */

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LogAuditView } from '../../protocol/log-audit.ts';
import { UserError } from '../dataset/user-error.ts';
import { logAuditFile } from '../locations.ts';
import { maxYoungGenerationSizeMb } from '../young-generations.ts';
import type { LogAuditRequest } from './audit-logs.ts';

export interface LogAuditProgress {
  /** Of all logs. */
  readonly rows: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export type LogAuditAnswer =
  | ({ readonly kind: 'progress' } & LogAuditProgress)
  | { readonly kind: 'done'; readonly view: LogAuditView }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

const resourceLimits = {
  /** Several times what a million requests take: a last resort. */
  maxOldGenerationSizeMb: 3072,
  maxYoungGenerationSizeMb,
};

/** When the signal is aborted, the answer is of what was read until then. */
export async function auditLogsInThread(
  request: LogAuditRequest,
  onProgress: (progress: LogAuditProgress) => void,
  signal: AbortSignal,
): Promise<LogAuditView> {
  const worker = new Worker(fileURLToPath(logAuditFile), { workerData: request, resourceLimits });
  const cancel = (): void => worker.postMessage('cancel');
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await new Promise<LogAuditView>((resolve, reject) => {
      worker.on('message', (answer: LogAuditAnswer) => {
        switch (answer.kind) {
          case 'progress':
            onProgress(answer);
            break;
          case 'done':
            resolve(answer.view);
            break;
          case 'refused':
            reject(new UserError(answer.message));
            break;
          case 'failed':
            reject(Object.assign(new Error(answer.message), { stack: answer.stack }));
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new UserError(died)));
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}

const died =
  'the audit took more memory than it may; audit these logs in parts, such as a day each';
