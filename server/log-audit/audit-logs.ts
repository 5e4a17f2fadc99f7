/** Logs on a disk → campaign cards. Terminal and editor hear the same, since this is all that audits for either. */

import { randomBytes } from 'node:crypto';
import type { CampaignView, LogField } from '../../protocol/campaign.ts';
import type { LogAudit } from '../campaign/audit-logs.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import { openInputs } from '../inputs/open-inputs.ts';

export interface LogAuditRequest {
  /** Files, folders, or whatever else `open` can open. */
  readonly paths: readonly string[];
  /** Paths in a row, by field; null: the log has no such field. */
  readonly given: Readonly<Partial<Record<LogField, string | null>>>;
  /** Of the pseudonyms; null: one of this run alone. */
  readonly key: Uint8Array | null;
  /** Whether accounts keep the names that the log has for them. */
  readonly showAccounts: boolean;
  /** A log of ordinary traffic; null: hours are not compared. */
  readonly benign: string | null;
  readonly seed: number;
}

export interface LogListener {
  readonly open: (path: string) => Promise<Dataset>;
  /** Called before a log is read; throws if it may not be. */
  readonly onLog: (log: Dataset, purpose: 'audited' | 'learned from') => LogReader;
  /** A sentence about a log that was not read, or not to its end. */
  readonly onProblem: (problem: string) => void;
}

export interface LogReader {
  /** Rows of this log, so far. */
  readonly onRows: (rows: number) => void;
  readonly onEnd: () => void;
}

export interface AuditedLogs {
  readonly view: CampaignView;
  /** Logs that were not read, or not to their end. */
  readonly problems: readonly string[];
}

const noIds: ReadonlySet<never> = new Set();
const accountIds = new Set(['account'] as const);

/** A cancelled audit is an answer too: what was read until then, marked as such. */
export async function auditLogs(
  { paths, given, key, showAccounts, benign, seed }: LogAuditRequest,
  listener: LogListener,
  signal: AbortSignal,
): Promise<AuditedLogs> {
  // Nobody else waits for what this loads.
  const { LogAudit } = await import('../campaign/audit-logs.ts');
  const shown = showAccounts ? accountIds : noIds;
  const audit = new LogAudit({ given, key: key ?? randomBytes(32), shown });
  const problems: string[] = [];
  const onProblem = (problem: string): void => {
    problems.push(problem);
    listener.onProblem(problem);
  };
  if (benign !== null) await learnBenign(audit, { benign, seed }, listener, signal);
  await readLogs(audit, paths, { ...listener, onProblem }, signal);
  const state = signal.aborted ? 'cancelled' : problems.length > 0 ? 'partial' : 'complete';
  return { view: audit.view(seed, state), problems };
}

/** Short keys could be found by trying them all. */
const shortestKey = 16;

/** Throws a `UserError` if it is too short. `name`: what the user knows it by. */
export function pseudonymKey(secret: string, name: string): Uint8Array {
  if (secret.length >= shortestKey) return Buffer.from(secret);
  throw new UserError(`${name} to a secret of at least ${shortestKey} characters`);
}

/** What is ordinary must be known in whole: where it cannot be read, nothing is compared with it. */
async function learnBenign(
  audit: LogAudit,
  { benign, seed }: { readonly benign: string; readonly seed: number },
  { open, onLog }: LogListener,
  signal: AbortSignal,
): Promise<void> {
  const log = await open(benign);
  const { onRows, onEnd } = onLog(log, 'learned from');
  try {
    await audit.learnBenign(log, seed, signal, onRows);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    onEnd();
  }
}

async function readLogs(
  audit: LogAudit,
  paths: readonly string[],
  { open, onLog, onProblem }: LogListener,
  signal: AbortSignal,
): Promise<void> {
  for await (const input of openInputs(paths, open)) {
    if (signal.aborted) return;
    if ('problem' in input) {
      onProblem(input.problem);
      continue;
    }
    const problem = await readOne(audit, input, onLog(input, 'audited'), signal);
    if (problem === null) continue;
    audit.addProblem(problem);
    onProblem(problem);
  }
}

async function readOne(
  audit: LogAudit,
  log: Dataset,
  { onRows, onEnd }: LogReader,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    await audit.add(log, signal, onRows);
  } catch (error) {
    if (signal.aborted) return null;
    if (isUserError(error)) return error.message;
    throw error;
  } finally {
    onEnd();
  }
  if (await log.isUnchanged()) return null;
  return `${log.name}: the file changed while it was read; audit it again`;
}
