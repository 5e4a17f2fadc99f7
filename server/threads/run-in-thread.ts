/** Audits in a thread of their own, which may die of what it reads without taking anybody along. */

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LogAuditView } from '../../protocol/log-audit.ts';
import type { StudentAuditView } from '../../protocol/student-audit.ts';
import { UserError } from '../dataset/user-error.ts';
import { auditThreadFile } from '../locations.ts';
import { maxYoungGenerationSizeMb } from '../young-generations.ts';
import type { LogAuditRequest } from '../log-audit/audit-logs.ts';
import type { StudentAuditRequest } from '../student-audit/audit-files.ts';

interface Audits {
  logs: { request: LogAuditRequest; view: LogAuditView };
  student: { request: StudentAuditRequest; view: StudentAuditView };
}
type AuditKind = keyof Audits;

export type AuditTask = {
  [Kind in AuditKind]: { readonly kind: Kind; readonly request: Audits[Kind]['request'] };
}[AuditKind];

export interface AuditProgress {
  /** From 0 to 100. */
  readonly percentage: number;
  /** What was done so far, or is done now. */
  readonly message: string;
}

export type ThreadAnswer =
  | ({ readonly kind: 'progress' } & AuditProgress)
  | { readonly kind: 'done'; readonly view: LogAuditView | StudentAuditView }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

export interface Watch {
  readonly onProgress: (progress: AuditProgress) => void;
  readonly signal: AbortSignal;
}

const resourceLimits = {
  /** Several times what a million requests take: a last resort. */
  maxOldGenerationSizeMb: 3072,
  maxYoungGenerationSizeMb,
};

/** When the signal is aborted, an audit of logs answers with what it read until then; a student's has no half
 *  answer, and rejects. */
export async function runInThread<Kind extends AuditKind>(
  kind: Kind,
  request: Audits[Kind]['request'],
  { onProgress, signal }: Watch,
): Promise<Audits[Kind]['view']> {
  const workerData = { kind, request };
  const worker = new Worker(fileURLToPath(auditThreadFile), { workerData, resourceLimits });
  let cancel = (): void => worker.postMessage('cancel');
  try {
    return await new Promise<Audits[Kind]['view']>((resolve, reject) => {
      // It computes for seconds, in which it hears nothing.
      if (kind === 'student') cancel = () => reject(signal.reason as Error);
      signal.addEventListener('abort', cancel, { once: true });
      if (signal.aborted) cancel();
      worker.on('message', (answer: ThreadAnswer) => {
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
      worker.on('exit', () => reject(new UserError(died[kind])));
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}

const died: Readonly<Record<AuditKind, string>> = {
  logs: 'the audit took more memory than it may; audit these logs in parts, such as a day each',
  student: 'the audit took more memory than it may; audit fewer decoys or fewer prompts',
};
