/** Findings and figures → the parts of a SARIF 2.1.0 log, the standard of code scanning. */

import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnosticDocs, projectPage } from '../../protocol/commands.ts';
import type { AuditView } from '../../protocol/views.ts';
import type { FindingCode, SampleRecord } from '../scan/record.ts';
import {
  allFindingCodes,
  describeCode,
  describeFinding,
  type FoundRecord,
  isFlag,
} from './finding-words.ts';
import type { ReportRun } from './report.ts';
import { coverageSentence, stateSentence } from './sentences.ts';

/** One thing that is said about one sample: little, since tens of thousands are kept. */
export interface SarifFinding extends FoundRecord {
  readonly code: FindingCode;
  readonly row: number;
  readonly line: number | null;
  readonly turn: number | null;
  readonly textId: string | null;
  readonly pValue: number | null;
  readonly isSuppressed: boolean;
  /** Index of its dataset in the run. */
  readonly dataset: number;
  /** Known when all of its dataset is. */
  q: number | null;
}

type Level = 'error' | 'warning' | 'note';

export interface SarifNotification {
  readonly descriptor: { readonly id: string };
  readonly level: Level;
  readonly message: { readonly text: string };
  readonly [more: string]: unknown;
}

export function sarifTool({ toolVersion }: ReportRun): object {
  return {
    driver: {
      name: 'Teacherprint',
      semanticVersion: toolVersion,
      informationUri: projectPage,
      rules: allFindingCodes.map(sarifRule),
      notifications: [
        notificationRule('coverage', 'What was analyzed of a dataset, and what was not.'),
        notificationRule('not-read', 'A dataset that was not read, or not as it is now.'),
        notificationRule('truncated', 'There were more findings than are listed.'),
      ],
    },
  };
}

function sarifRule(code: FindingCode): object {
  const text = describeCode(code);
  const helpUri = `${diagnosticDocs}#${code}`;
  return {
    id: code,
    shortDescription: { text },
    fullDescription: { text },
    helpUri,
    help: { text: `What it means, what to do, and how it can be wrong: ${helpUri}` },
    defaultConfiguration: { level: levelOf(code) },
  };
}

function notificationRule(id: string, text: string): object {
  return { id, shortDescription: { text } };
}

/** As an editor shows them by default. */
function levelOf(code: FindingCode): Level {
  return code === 'match' || isFlag(code) ? 'warning' : 'note';
}

export function sarifResult(finding: SarifFinding, uri: string): object {
  const { code, q, textId, turn, family, probability, model, modelProbability } = finding;
  const isMatch = code === 'match';
  return {
    ruleId: code,
    ruleIndex: allFindingCodes.indexOf(code),
    level: levelOf(code),
    message: { text: withoutLinks(describeFinding(finding, code, { q, claims: null })) },
    locations: [{ physicalLocation: { artifactLocation: artifact(uri), ...regionOf(finding) } }],
    // Rows move, texts stay.
    ...(textId !== null && { partialFingerprints: { 'textId/v1': textId } }),
    ...(finding.isSuppressed && { suppressions: [{ kind: 'external' }] }),
    properties: {
      turn,
      ...(isMatch && { family, probability, model, modelProbability, q }),
    },
  };
}

/** Nothing where a file has no lines. */
function regionOf({ line }: Pick<SampleRecord, 'line'>): { region?: { startLine: number } } {
  return line === null ? {} : { region: { startLine: line } };
}

/** In a message, brackets before a parenthesis are a link; family names are somebody's profile's. */
function withoutLinks(sentence: string): string {
  return sentence.replaceAll('](', '] (');
}

/** Relative to the root of a repository, as far as we know: the folder in which the audit ran. */
function artifact(uri: string): object {
  return /^[a-z][a-z\d+.-]+:/i.test(uri) ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Where a dataset is, for those who have the same folder somewhere else. */
export function artifactUri({ uri }: Pick<AuditView, 'uri'>, baseFolder: string): string {
  if (!uri.startsWith('file:')) return uri;
  const path = relative(baseFolder, fileURLToPath(uri));
  if (path.startsWith('..') || isAbsolute(path)) return uri;
  // A colon in the first segment would be the end of a scheme; here it is encoded.
  return path.split(sep).map(encodeURIComponent).join('/');
}

export function coverageNotification(audit: AuditView, uri: string): SarifNotification {
  const state = stateSentence(audit);
  const { coverage, mixture, unexplained, calls, likeness, duplicates, suppressed } = audit;
  return {
    descriptor: { id: 'coverage' },
    level: state === null ? 'note' : 'warning',
    message: { text: `${coverageSentence(coverage)}.${state === null ? '' : ` ${state}`}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(uri) } }],
    properties: { coverage, mixture, unexplained, calls, likeness, duplicates, suppressed },
  };
}

export function troubleNotification(sentence: string): SarifNotification {
  const text = withoutLinks(sentence);
  return { descriptor: { id: 'not-read' }, level: 'error', message: { text } };
}

export function truncatedNotification(sentence: string): SarifNotification {
  return { descriptor: { id: 'truncated' }, level: 'warning', message: { text: sentence } };
}
