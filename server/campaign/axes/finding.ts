/** What an axis says of a group of requests. */

import type { CampaignAxis } from '../../../protocol/campaign.ts';
import type { Group, LogContext } from '../group.ts';
import type { ValueLabel } from '../value-labels.ts';

export interface AxisFinding {
  readonly axis: CampaignAxis;
  /** Name of what was measured. */
  readonly statistic: string;
  readonly observed: number;
  /** What it would be of other traffic. */
  readonly expected: number;
  readonly p: number;
  /** Whether it is large enough to matter, however sure it is: with many requests everything is sure. */
  readonly isLarge: boolean;
  /** A sentence without any text of the log. */
  readonly words: string;
  /** What is asked for, of the value axis. */
  readonly label?: ValueLabel;
}

/** Null: cannot be told of this group, as without times. */
export type Axis = (group: Group, log: LogContext) => AxisFinding | null;

/** With this p-value or less, and if it is large, an axis fires. */
const mostP = 0.001;

export function fires(finding: AxisFinding): boolean {
  return finding.isLarge && finding.p <= mostP;
}
