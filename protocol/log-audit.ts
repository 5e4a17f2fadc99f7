/** Messages about request logs between an editor and the server, and between the extension and the page
 *  that shows campaigns. See docs/protocol-campaign.md. */

import { RequestType, type WorkDoneProgressParams } from 'vscode-languageserver-protocol';
import type { CampaignView, LogField, LogSkipReason } from './campaign.ts';
import type { CampaignFormat } from './report-formats.ts';

/** Fields whose path is not detected; null: the log has no such field. */
export type GivenMapping = Readonly<Partial<Record<LogField, string | null>>>;

export interface AuditLogsParams extends WorkDoneProgressParams {
  /** Of files and folders. */
  uris: string[];
  mapping: GivenMapping;
  /** Secret from which pseudonyms are made; null: another one in each run. */
  pseudonymKey: string | null;
  /** Of a log of ordinary traffic, with which hours are compared; null: they are not. */
  benignUri: string | null;
}

/** Audits request logs from disk. Cancelled, it answers with what it has. */
export const auditLogs = new RequestType<AuditLogsParams, LogAuditView, void>(
  'teacherprint/auditLogs',
);

/** Where rows hold something, as a choice for whoever corrects a mapping. */
export interface RowPathView {
  /** Hostile, as all that a row says. */
  path: string;
  kind: 'text' | 'number' | 'list' | 'object';
  /** Rows that have it, of those that were looked at. */
  rows: number;
}

/** A row that is no request. */
export interface SkippedRowView {
  path: string;
  row: number;
  reason: LogSkipReason;
}

export interface LogAuditView {
  campaigns: CampaignView;
  /** Sentences about logs that were not read, or not to their end. */
  problems: string[];
  /** The first of them, by log. */
  skippedRows: SkippedRowView[];
  /** Of the first rows of the first log, the most frequent first. */
  paths: RowPathView[];
  /** How many rows were looked at for these. */
  rowsLookedAt: number;
}

export interface ExportCampaignsParams {
  /** What `auditLogs` answered with. */
  campaigns: CampaignView;
  format: CampaignFormat;
  /** File that the report becomes; what was there is replaced once the report is whole. */
  target: string;
}

/** Writes the cards of an audit down, as it found them. */
export const exportCampaigns = new RequestType<ExportCampaignsParams, void, void>(
  'teacherprint/exportCampaigns',
);
