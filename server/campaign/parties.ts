/** Whether those who share templates are several parties: then it takes a reason that they do. */

import { dedication, type Group, type LogContext } from './group.ts';

const fewestAccounts = 3;
/** Of all that the accounts ask. People who happen to share a phrase ask other things most of the time; cover
 *  traffic may be more than half. */
const leastDedication = 0.3;
/** Colleagues and pupils share prompts: accounts of one organisation are one party. */
const mostOfOneOrganisation = 0.9;

export function hasSeveralParties(group: Group, log: LogContext): boolean {
  return (
    group.accounts.length >= fewestAccounts &&
    dedication(group, log) >= leastDedication &&
    largestOrganisation(group, log) <= mostOfOneOrganisation
  );
}

/** A number for who decides about a request: its organisation, or where the log tells none, its account. */
export function partyOf({ organisation, account }: LogContext['table'], request: number): number {
  const known = organisation[request]!;
  return known >= 0 ? known : -1 - account[request]!;
}

/** 0 if the log does not tell organisations. */
function largestOrganisation({ requests }: Group, { table }: LogContext): number {
  const counts = new Map<number, number>();
  for (const i of requests) {
    const organisation = table.organisation[i]!;
    if (organisation >= 0) counts.set(organisation, (counts.get(organisation) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) / requests.length;
}
