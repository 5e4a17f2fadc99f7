/** The shares of a file as text: which are worth showing, and how one is written. */

import type { AuditView, ShareView } from '../../protocol/views.ts';
import { percent } from './words.ts';

const fewestShare = 0.01;

/** Largest first, without those that are surely next to nothing. */
export function shownShares({ mixture }: Pick<AuditView, 'mixture'>): ShareView[] {
  return mixture
    .filter(({ share, high }) => share >= fewestShare || high >= 0.1)
    .sort((a, b) => b.share - a.share || b.high - a.high);
}

export function unexplainedText({ unexplained }: Pick<AuditView, 'unexplained'>): string {
  const { share, p } = unexplained;
  return p === null
    ? percent(share)
    : `${percent(share)} (p ${p < 0.001 ? '< 0.001' : p.toFixed(3)})`;
}
