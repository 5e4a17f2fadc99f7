/** Messages between the extension and the page that shows campaigns. The page is believed nothing: the
 *  extension checks every message against these shapes. */

import type { LogField } from './campaign.ts';
import type { GivenMapping, LogAuditView } from './log-audit.ts';

export interface LogAuditState {
  /** Names of the files and folders. */
  names: string[];
  /** How far the audit is; null: none runs. */
  progress: { percentage: number; message: string } | null;
  /** What was found last. */
  audit: LogAuditView | null;
  /** What the user corrected. */
  mapping: GivenMapping;
  /** Name of the log of ordinary traffic that hours are compared with; null: they are not. */
  benign: string | null;
  /** Whether pseudonyms are the same in every audit. */
  hasLastingPseudonyms: boolean;
  /** A sentence, if the audit failed. */
  failure: string | null;
}

export interface ToCampaignPage {
  kind: 'state';
  state: LogAuditState;
}

export type FromCampaignPage =
  | { kind: 'ready' }
  | { kind: 'audit' }
  | { kind: 'cancel' }
  | { kind: 'export' }
  | { kind: 'choose-benign' }
  | { kind: 'choose-path'; field: LogField }
  | { kind: 'open-row'; path: string; row: number };
