/** Messages between the extension and the panel's web page. The page validates nothing it sends
 *  and is believed nothing: the extension checks every message against these shapes. */

import type { AuditView, ExplanationView } from './views.ts';

export type ToPanel =
  | { kind: 'audit'; audit: AuditView }
  /** `uri` null: a selection, whose row and turn mean nothing. */
  | { kind: 'explanation'; explanation: ExplanationView; uri: string | null }
  | { kind: 'failed'; message: string };

export type FromPanel =
  | { kind: 'ready' }
  | { kind: 'open-row'; uri: string; row: number }
  | { kind: 'explain'; uri: string; row: number; turn: number | null }
  | { kind: 'choose-field'; uri: string }
  | { kind: 'audit'; uri: string }
  | { kind: 'pick-dataset' }
  | { kind: 'open-example' }
  | { kind: 'cancel' };
