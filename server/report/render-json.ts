/** An audit for programs: the stable contracts of `--format json` and `--format jsonl`. */

import type {
  AuditView,
  SampleView,
  SharedTextsView,
  ShareView,
  TotalView,
} from '../../protocol/views.ts';
import { probabilitiesOf, type SampleRecord } from '../scan/record.ts';
import type { ReportRun } from './report.ts';

/** How the document begins; `renderJsonFile` and `renderJsonEnd` go on, since a run may have more files
 *  than fit into memory. */
export function renderJsonStart({ profile, ...run }: Omit<ReportRun, 'baseFolder'>): string {
  const empty = {
    schema: 1,
    tool: { name: 'teacherprint', version: run.toolVersion },
    profile: { id: profile.id, sha256: profile.sha256, card: profile.summary },
    settings: run.settings,
    seed: run.seed,
    files: [],
  };
  return JSON.stringify(empty, null, 2).slice(0, -']\n}'.length);
}

/** What the files have in common, and all of them together; null if there was only one. */
export function renderJsonEnd(shared: SharedTextsView | null, total: TotalView | null): string {
  const ending = { shared, total: total && totalReport(total) };
  return `\n  ],${JSON.stringify(ending, null, 2).slice('{'.length)}\n`;
}

function totalReport(total: TotalView): Record<string, unknown> {
  return { files: total.files, coverage: total.coverage, ...sharesReport(total) };
}

export function renderJsonFile(audit: AuditView, isFirst: boolean): string {
  const indented = JSON.stringify(fileReport(audit), null, 2).replaceAll('\n', '\n    ');
  return `${isFirst ? '' : ','}\n    ${indented}`;
}

function fileReport(audit: AuditView): Record<string, unknown> {
  return {
    path: audit.path,
    profile: {
      id: audit.profile.id,
      kind: audit.profile.kind,
      sha256: audit.profile.sha256,
      card: audit.profile.summary,
    },
    state: audit.state,
    shape: audit.shape,
    field: audit.field,
    coverage: audit.coverage,
    ...sharesReport(audit),
    likeness: audit.likeness && {
      ...audit.likeness,
      distance: round(audit.likeness.distance),
      limit: round(audit.likeness.limit),
      difference: round(audit.likeness.difference),
    },
    parts: audit.parts.map((by) => ({
      ...by,
      parts: by.parts.map((part) => ({
        ...part,
        mixture: part.mixture.map(shareReport),
        unexplained: roundOrNull(part.unexplained),
      })),
    })),
    drift: audit.drift.map((drift) => ({
      ...drift,
      changes: drift.changes.map(({ family, before, after }) => ({
        family,
        before: round(before),
        after: round(after),
      })),
    })),
    calls: { count: audit.calls.count, expectedFalse: round(audit.calls.expectedFalse) },
    flags: audit.flags,
    claims: audit.claims,
    duplicates: audit.duplicates,
    suppressed: audit.suppressed,
    baseline: audit.baseline,
    findings: audit.top.filter(isFinding).map(findingReport),
    findingCount: audit.findings,
  };
}

function sharesReport({
  mixture,
  crossCheck,
  unexplained,
}: Pick<AuditView, 'mixture' | 'crossCheck' | 'unexplained'>): Record<string, unknown> {
  return {
    mixture: mixture.map(shareReport),
    crossCheck:
      crossCheck &&
      Object.fromEntries(
        Object.entries(crossCheck).map(([family, share]) => [family, round(share)]),
      ),
    unexplained: { share: round(unexplained.share), p: roundOrNull(unexplained.p) },
  };
}

function shareReport({ family, share, low, high }: ShareView): ShareView {
  return { family, share: round(share), low: round(low), high: round(high) };
}

function isFinding(sample: SampleView): boolean {
  return sample.verdict === 'match' || sample.flags.length > 0 || sample.skipped !== null;
}

function findingReport(sample: SampleView): Record<string, unknown> {
  const { preview, modelProbability, typicality, ...finding } = sample;
  return {
    ...finding,
    modelProbability,
    typicality: roundOrNull(typicality),
    q: roundOrNull(sample.q),
    preview,
  };
}

/** One line per sample, keys in their documented order. Its q is null: `withQ` adds it when all of the
 *  file is known. */
export function renderJsonLine(
  file: string,
  record: SampleRecord,
  families: readonly string[],
): string {
  const isJudged = record.posterior.length > 0;
  return JSON.stringify({
    file,
    row: record.row,
    turn: record.turn,
    role: record.role,
    chars: record.chars,
    lang: record.lang,
    verdict: record.verdict,
    family: isJudged ? record.family : null,
    model: isJudged ? record.model : null,
    probability: isJudged ? record.probability : null,
    q: null,
    families: probabilitiesOf(record, families),
    flags: record.flags,
    skipped: record.skipped,
  });
}

/** In values these characters cannot stand: JSON escapes their quotes. */
const noQ = '"q":null';

export function withQ(line: string, q: number): string {
  return line.replace(noQ, `"q":${round(q)}`);
}

function roundOrNull(value: number | null): number | null {
  return value === null ? null : round(value);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
