/** Groups → campaigns by the rule, with q-values; and what was seen of the others. */

import type { CampaignAxis } from '../../protocol/campaign.ts';
import { countPValue, type PValueCounts, qValues } from '../engine/false-discovery.ts';
import { askedValue } from './axes/asked-value.ts';
import { coordination } from './axes/coordination.ts';
import { type Axis, type AxisFinding, fires } from './axes/finding.ts';
import { focus } from './axes/focus.ts';
import { pivot } from './axes/pivot.ts';
import { replay } from './axes/replay.ts';
import { rhythm } from './axes/rhythm.ts';
import { structure } from './axes/structure.ts';
import { sweep } from './axes/sweep.ts';
import type { Group, LogContext } from './group.ts';
import { hasSeveralParties } from './parties.ts';

const axes: readonly Axis[] = [
  askedValue,
  coordination,
  sweep,
  replay,
  structure,
  focus,
  rhythm,
  pivot,
];

/** They say something by themselves; every application has the others. */
const leading: ReadonlySet<CampaignAxis> = new Set([
  'value',
  'coordination',
  'sweep',
  'replay',
  'pivot',
]);
/** Groups with a larger one are not shown: a twentieth of the cards may be false. */
const mostQ = 0.05;

export interface JudgedGroup {
  readonly group: Group;
  /** Axes that fired. */
  readonly findings: readonly AxisFinding[];
  /** The smallest p-value of the leading axes, times their number (Bonferroni). */
  readonly p: number;
  readonly q: number;
  readonly isCampaign: boolean;
}

export function judgeGroups(groups: readonly Group[], log: LogContext): JudgedGroup[] {
  const judged = groups.map((group) => {
    const found = axes.map((axis) => axis(group, log)).filter((finding) => finding !== null);
    return { group, findings: found.filter(fires), p: cardP(found) };
  });
  const counts: PValueCounts = new Map();
  for (const { p } of judged) if (p !== null) countPValue(counts, p);
  const values = qValues(counts);
  return judged
    .map(({ p, ...it }) => ({ ...it, p: p ?? 1, q: p === null ? 1 : values.get(p)! }))
    .map((it) => ({ ...it, isCampaign: it.q <= mostQ && followsRule(it, log) }))
    .sort((a, b) => a.q - b.q || b.group.requests.length - a.group.requests.length);
}

/** Null: none of the leading axes can be told of this group, so that it is no test. */
function cardP(findings: readonly AxisFinding[]): number | null {
  const ofLeading = findings.filter(({ axis }) => leading.has(axis));
  if (ofLeading.length === 0) return null;
  const least = ofLeading.reduce(
    (smallest, { isLarge, p }) => (isLarge ? Math.min(smallest, p) : smallest),
    1,
  );
  return Math.min(1, least * leading.size);
}

/** A leading axis, and another one. Replay is exact, and needs none. */
function followsRule(
  { group, findings }: Pick<JudgedGroup, 'group' | 'findings'>,
  log: LogContext,
): boolean {
  const names = findings.map(({ axis }) => axis);
  if (names.includes('replay')) return true;
  // A shared template brings structure along, so that it adds nothing to what follows from sharing.
  const addsStructure = names.includes('value') && hasSeveralParties(group, log);
  const counted = names.filter((axis) => axis !== 'structure' || addsStructure);
  return names.some((axis) => leading.has(axis)) && counted.length >= 2;
}
