/** A run as one SARIF log: the worst findings of all datasets, as many as code scanning takes. */

import { findingCodes, type SampleRecord } from '../scan/record.ts';
import { allFindingCodes, isFlag } from './finding-words.ts';
import type { IsSuppressed, Report, ReportRun } from './report.ts';
import {
  artifactUri,
  coverageNotification,
  type SarifFinding,
  type SarifNotification,
  sarifResult,
  sarifTool,
  troubleNotification,
  truncatedNotification,
} from './sarif-log.ts';

/** GitHub refuses a run with more results, and shows the first 5,000 of them by severity. */
const mostResults = 25_000;

const schema =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export function sarifReport(run: ReportRun, most = mostResults): Report {
  const uris: string[] = [];
  const notifications: SarifNotification[] = [];
  let worst: SarifFinding[] = [];
  let found = 0;
  let isComplete = true;
  const trim = (): void => {
    worst = worst.sort(byWorst).slice(0, most);
  };
  const note = (): string | null =>
    found <= most
      ? null
      : `SARIF: only the ${most.toLocaleString('en')} worst of ${found.toLocaleString('en')} findings are ` +
        'listed, since GitHub takes no more in one run; the formats jsonl and csv have every sample.';
  return {
    start: () => '',
    keep(records, isSuppressed) {
      for (const record of records) {
        const findings = findingsOf(record, isSuppressed, uris.length);
        found += findings.length;
        worst.push(...findings);
      }
      if (worst.length > most * 2) trim();
    },
    dataset({ audit, qValues }) {
      const view = audit();
      isComplete &&= view.state === 'complete';
      for (const finding of worst) {
        if (finding.dataset !== uris.length || finding.pValue === null) continue;
        finding.q = qValues.get(finding.pValue) ?? null;
      }
      uris.push(artifactUri(view, run.baseFolder));
      notifications.push(coverageNotification(view, uris.at(-1)!));
      return [];
    },
    *end({ troubles }) {
      trim();
      const truncated = note();
      notifications.push(...troubles.map(troubleNotification));
      if (truncated !== null) notifications.push(truncatedNotification(truncated));
      const executionSuccessful = isComplete && troubles.length === 0;
      const invocation = { executionSuccessful, toolExecutionNotifications: notifications };
      yield headOf(run, invocation);
      for (const [index, finding] of worst.entries()) {
        const result = JSON.stringify(sarifResult(finding, uris[finding.dataset]!));
        yield `${index === 0 ? '' : ','}\n${result}`;
      }
      yield '\n]}]}\n';
    },
    note,
  };
}

function findingsOf(
  record: SampleRecord,
  isSuppressed: IsSuppressed,
  dataset: number,
): SarifFinding[] {
  const { row, line, turn, family, model, modelProbability, probability, pValue, problem, textId } =
    record;
  return findingCodes(record).map((code) => ({
    ...{ row, line, turn, family, model, modelProbability, probability, pValue, problem, textId },
    code,
    dataset,
    isSuppressed: isSuppressed(record, code),
    q: null,
  }));
}

/** What somebody has looked at already comes last; then as in every list of ours. */
function byWorst(a: SarifFinding, b: SarifFinding): number {
  return (
    Number(a.isSuppressed) - Number(b.isSuppressed) ||
    rankOf(a) - rankOf(b) ||
    (b.probability ?? 0) - (a.probability ?? 0) ||
    a.dataset - b.dataset ||
    a.row - b.row ||
    (a.turn ?? 0) - (b.turn ?? 0) ||
    allFindingCodes.indexOf(a.code) - allFindingCodes.indexOf(b.code)
  );
}

function rankOf({ code }: SarifFinding): number {
  if (code === 'match') return 0;
  return isFlag(code) ? 1 : 2;
}

/** Everything before the results. */
function headOf(run: ReportRun, invocation: object): string {
  const { id, sha256, summary } = run.profile;
  const { seed, settings } = run;
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: sarifTool(run),
        automationDetails: { id: 'teacherprint/' },
        columnKind: 'utf16CodeUnits',
        properties: { profile: { id, sha256, card: summary }, seed, settings },
        invocations: [invocation],
        results: [],
      },
    ],
  };
  return JSON.stringify(log).slice(0, -']}]}'.length);
}
