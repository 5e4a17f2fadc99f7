/** A group of requests that are looked at together: templates that the same accounts use. */

import type { RequestTable } from './request-table.ts';
import type { Template } from './template-miner.ts';

export interface Group {
  readonly templates: readonly number[];
  /** Indices of accounts, busiest first. */
  readonly accounts: readonly number[];
  /** Indices into the table, in the order of time; without times in that of the log. */
  readonly requests: Int32Array;
}

/** What all groups are compared with. */
export interface LogContext {
  readonly table: RequestTable;
  readonly accountCount: number;
  /** Requests of each account. */
  readonly accountRequests: Int32Array;
  /** Of an account, indices into the table in the order of the log. */
  readonly requestsOf: (account: number) => Int32Array;
  /** By their numbers in the table; the first is none. */
  readonly templates: readonly (Template | null)[];
  readonly templateCount: number;
  /** Requests by what they want. */
  readonly capabilityCounts: Int32Array;
  /** Requests by the bit of what they ask for. */
  readonly labelCounts: Int32Array;
  /** Cells of an account and an hour in which it was active, by the hour of the day (UTC). */
  readonly activeHours: Int32Array;
  /** First and last time; NaN without times. */
  readonly from: number;
  readonly to: number;
  /** When each model was first asked. */
  readonly modelFrom: readonly number[];
  readonly seed: number;
}

export function requestsPerAccount({ requests }: Group, table: RequestTable): Map<number, number> {
  const counts = new Map<number, number>();
  for (const i of requests) counts.set(table.account[i]!, (counts.get(table.account[i]!) ?? 0) + 1);
  return counts;
}

/** Share of the group's requests in all that its accounts ask. */
export function dedication({ accounts, requests }: Group, log: LogContext): number {
  return (
    requests.length / accounts.reduce((sum, account) => sum + log.accountRequests[account]!, 0)
  );
}
