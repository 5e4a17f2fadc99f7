/** What an audit of request logs found, as plain data: CLI → reports, server → editor. */

import type { SkipReason } from './views.ts';

/** What is read of a request, and may be named with `--map FIELD=PATH`. */
export const logFields = [
  'time',
  'account',
  'organisation',
  'model',
  'messages',
  'system',
  'inputTokens',
  'outputTokens',
  'ip',
  'userAgent',
  'session',
  'status',
  'response',
] as const;
export type LogField = (typeof logFields)[number];

/** Path of each field in a row; null: the log has none. */
export type LogMapping = Readonly<Record<LogField, string | null>>;

/** Why a row of a log is no request that could be looked at. */
export type LogSkipReason = SkipReason | 'no-account' | 'no-prompt';

export interface LogCoverage {
  rows: number;
  analysed: number;
  skipped: Partial<Record<LogSkipReason, number>>;
}

export interface LogFileView {
  path: string;
  /** Null if no row could be read. */
  mapping: LogMapping | null;
  coverage: LogCoverage;
  /** A sentence if the file was not read to its end. */
  problem: string | null;
}

/** p- and q-values that are smaller are said to be this: nothing is impossible, and some are too small for a number. */
export const leastStatedP = 1e-300;

/** In the order of reports. The first four say something by themselves (docs/campaign.md). */
export const campaignAxes = [
  'value',
  'coordination',
  'sweep',
  'replay',
  'structure',
  'focus',
  'rhythm',
  'pivot',
] as const;
export type CampaignAxis = (typeof campaignAxes)[number];

export interface AxisView {
  axis: CampaignAxis;
  /** Name of what was measured. */
  statistic: string;
  /** What was measured, and what it would be of other traffic. */
  observed: number;
  expected: number;
  p: number;
  /** A sentence for a person; it holds no text of the log. */
  words: string;
  /** What else looks like this. */
  benign: string;
  /** The words that carried it; hostile, escape them. */
  spans: string[];
}

export interface TemplatePiece {
  /** `slot`: differs from request to request; its text is one example. Hostile, escape it. */
  kind: 'fixed' | 'slot';
  text: string;
}

export interface TemplateView {
  requests: number;
  /** Different prompts among them. */
  prompts: number;
  pieces: TemplatePiece[];
}

export interface CampaignAccountView {
  /** A pseudonym, unless the user asked for the name in the log. */
  name: string;
  requests: number;
}

export interface EvidenceRowView {
  path: string;
  row: number;
  time: string | null;
  account: string;
}

export interface CampaignCardView {
  id: string;
  /** All that take part, and the busiest of them. */
  accounts: number;
  organisations: number | null;
  busiest: CampaignAccountView[];
  requests: number;
  /** Of all requests of the log. */
  share: number;
  from: string | null;
  to: string | null;
  templates: number;
  /** The most frequent one; null if the requests have none in common. */
  template: TemplateView | null;
  /** Those that fired, strongest first. */
  axes: AxisView[];
  p: number;
  q: number;
  evidence: EvidenceRowView[];
  /** Its requests along the log, in as many bins as the log's own timeline. */
  timeline: number[];
}

/** Groups of requests that were looked at, and are no campaign by the rule. */
export interface QuietGroupsView {
  groups: number;
  /** How many of them had the axis. */
  axes: Partial<Record<CampaignAxis, number>>;
}

/** Requests that follow each other in the logs and are written otherwise than the benign log's. */
export interface WindowView {
  /** Where the first and the last one are. */
  path: string;
  row: number;
  toPath: string;
  toRow: number;
  from: string | null;
  to: string | null;
  requests: number;
  /** Squared distance from the benign log's prompts over what is expected of a benign window. */
  ratio: number;
  p: number;
  q: number;
}

/** What says of hours that they differ, and of no request or account why. */
export interface WindowsView {
  benign: LogFileView;
  /** Requests of one window. */
  size: number;
  tested: number;
  /** Requests that were left over, too few for a window. */
  untested: number;
  /** How many windows differ, and the first of them. */
  differing: number;
  windows: WindowView[];
  /** The largest ratio of the benign log's own windows, at least 1: p is about how much farther a window is. */
  largestBenign: number;
}

export interface CampaignView {
  files: LogFileView[];
  coverage: LogCoverage;
  requests: number;
  accounts: number;
  models: number;
  from: string | null;
  to: string | null;
  /** One of so many requests was remembered; 1: all. */
  thinning: number;
  /** Requests along the log; empty without times. */
  timeline: number[];
  cards: CampaignCardView[];
  quiet: QuietGroupsView;
  /** Null if no benign log was given. */
  windows: WindowsView | null;
  seed: number;
  state: 'complete' | 'partial' | 'cancelled';
}
