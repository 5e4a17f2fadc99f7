/** Which log of ordinary traffic the hours of a log are compared with. */

import * as vscode from 'vscode';
import { pickBenignLog } from './datasets.ts';
import type { LogAudit } from './log-audit.ts';
import { withoutIcons } from './without-icons.ts';

/** False: the user changed their mind. */
export async function chooseBenign(audit: LogAudit): Promise<boolean> {
  const { benign } = audit.state;
  if (benign !== null) {
    const [another, none] = [
      { label: 'Compare with another log…' },
      { label: `Do not compare with ${withoutIcons(benign)}` },
    ];
    const picked = await vscode.window.showQuickPick([another, none], {
      title: 'Hours beside ordinary ones',
    });
    if (picked === undefined) return false;
    if (picked === none) {
      audit.compareWith(null);
      return true;
    }
  }
  const log = await pickBenignLog();
  if (log === undefined) return false;
  audit.compareWith(log);
  return true;
}
