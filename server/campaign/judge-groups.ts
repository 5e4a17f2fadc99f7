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
import { joinByAccounts } from './join-groups.ts';
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
  /** Null: none of these can be told of the group, so that it is no test. */
  readonly cardP: number | null;
  readonly q: number;
  readonly followsRule: boolean;
  readonly isCampaign: boolean;
}

/** Groups that would be cards and have the same accounts become one: a campaign has as many templates as it likes. */
export function judgeGroups(groups: readonly Group[], log: LogContext): JudgedGroup[] {
  const judged = withQValues(groups.map((group) => judge(group, log)));
  const suspects = judged.filter(({ isCampaign }) => isCampaign).map(({ group }) => group);
  const joined = joinByAccounts(suspects, log);
  if (joined.length === suspects.length) return judged;
  const isKept = new Set(suspects.filter((group) => joined.includes(group)));
  const others = judged.filter(({ group, isCampaign }) => !isCampaign || isKept.has(group));
  const fresh = joined.filter((group) => !isKept.has(group)).map((group) => judge(group, log));
  return withQValues([...others, ...fresh]);
}

type Judgement = Pick<JudgedGroup, 'group' | 'findings' | 'followsRule' | 'cardP'>;

function judge(group: Group, log: LogContext): Judgement {
  const found = axes.map((axis) => axis(group, log)).filter((finding) => finding !== null);
  const findings = found.filter(fires);
  return {
    group,
    findings,
    followsRule: followsRule({ group, findings }, log),
    cardP: cardPOf(found),
  };
}

function withQValues(judged: readonly Judgement[]): JudgedGroup[] {
  const counts: PValueCounts = new Map();
  for (const { cardP } of judged) if (cardP !== null) countPValue(counts, cardP);
  const values = qValues(counts);
  return judged
    .map(({ cardP, ...it }) => ({
      ...it,
      cardP,
      p: cardP ?? 1,
      q: cardP === null ? 1 : values.get(cardP)!,
    }))
    .map((it) => ({ ...it, isCampaign: it.q <= mostQ && it.followsRule }))
    .sort((a, b) => a.q - b.q || b.group.requests.length - a.group.requests.length);
}

function cardPOf(findings: readonly AxisFinding[]): number | null {
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
