/** A campaign as a card: who, how much, when, with what template, by which axes. */

import type {
  CampaignCardView,
  EvidenceRowView,
  TemplatePiece,
  TemplateView,
} from '../../protocol/campaign.ts';
import { benignWords } from './benign-words.ts';
import { type Group, type LogContext, requestsPerAccount } from './group.ts';
import type { JudgedGroup } from './judge-groups.ts';
import { timeText } from './log-time.ts';
import type { Template, TemplateMiner } from './template-miner.ts';
import type { ValueModel } from './axes/value-model.ts';
import { statedP } from './statistics.ts';
import { type ValueLabel, valueSpan } from './value-labels.ts';

const accountsShown = 12;
const rowsShown = 12;
const timelineBins = 48;

export interface CardSource {
  readonly log: LogContext;
  readonly miner: TemplateMiner;
  readonly model: ValueModel;
  readonly accounts: readonly string[];
  /** Paths of the logs, by the table's `file`. */
  readonly paths: readonly string[];
}

export function cardOf(judged: JudgedGroup, source: CardSource): Omit<CampaignCardView, 'id'> {
  const { group, findings, p, q } = judged;
  const { table } = source.log;
  const counts = requestsPerAccount(group, table);
  const times = [...group.requests]
    .map((i) => table.time[i]!)
    .filter((time) => !Number.isNaN(time));
  return {
    accounts: group.accounts.length,
    organisations: organisationsOf(group, source.log),
    busiest: group.accounts.slice(0, accountsShown).map((account) => ({
      name: source.accounts[account]!,
      requests: counts.get(account) ?? 0,
    })),
    requests: group.requests.length,
    share: group.requests.length / table.length,
    from: timeText(times[0] ?? NaN),
    to: timeText(times.at(-1) ?? NaN),
    templates: group.templates.length,
    template: templateOf(group, source),
    axes: findings.map(({ axis, statistic, observed, expected, p: ofAxis, words, label }) => ({
      axis,
      statistic,
      observed,
      expected,
      p: statedP(ofAxis),
      words,
      benign: benignWords[axis],
      spans: label === undefined ? [] : spansOf(label, group, source),
    })),
    p: statedP(p),
    q: statedP(q),
    evidence: evidenceOf(group, source),
    timeline: timelineOf(group.requests, source.log),
  };
}

const spansShown = 3;

/** Of the examples of its templates. */
function spansOf(label: ValueLabel, { templates }: Group, { log, model }: CardSource): string[] {
  const spans = templates.flatMap(
    (it) => valueSpan(log.templates[it]!.example, label, model) ?? [],
  );
  return [...new Set(spans)].slice(0, spansShown);
}

function organisationsOf({ requests }: Group, { table }: LogContext): number | null {
  const known = new Set([...requests].map((i) => table.organisation[i]!).filter((id) => id >= 0));
  return known.size === 0 ? null : known.size;
}

function evidenceOf({ requests }: Group, { log, accounts, paths }: CardSource): EvidenceRowView[] {
  const shown = Math.min(rowsShown, requests.length);
  return Array.from({ length: shown }, (_, n) => {
    const i = requests[Math.floor((n * requests.length) / shown)]!;
    return {
      path: paths[log.table.file[i]!]!,
      row: log.table.row[i]!,
      time: timeText(log.table.time[i]!),
      account: accounts[log.table.account[i]!]!,
    };
  });
}

/** Requests per bin of the log's time; empty without times. */
export function timelineOf(requests: Iterable<number>, { table, from, to }: LogContext): number[] {
  if (Number.isNaN(from)) return [];
  const bins = Array.from({ length: timelineBins }, () => 0);
  const perBin = (to - from) / timelineBins || 1;
  for (const i of requests) {
    const time = table.time[i]!;
    if (!Number.isNaN(time))
      bins[Math.min(timelineBins - 1, Math.floor((time - from) / perBin))]!++;
  }
  return bins;
}

function templateOf(group: Group, { log, miner }: CardSource): TemplateView | null {
  const { table } = log;
  const counts = new Map<number, number>();
  for (const i of group.requests)
    counts.set(table.template[i]!, (counts.get(table.template[i]!) ?? 0) + 1);
  const [top] = [...counts]
    .filter(([template]) => template > 0)
    .sort(([a, n], [b, m]) => m - n || a - b);
  if (top === undefined) return null;
  const [template, requests] = top;
  const prompts = new Set<number>();
  for (const i of group.requests) if (table.template[i] === template) prompts.add(table.prompt[i]!);
  return { requests, prompts: prompts.size, pieces: piecesOf(miner, log.templates[template]!) };
}

function piecesOf(miner: TemplateMiner, template: Template): TemplatePiece[] {
  const { words, isFixed } = miner.fixedWords(template);
  const pieces: TemplatePiece[] = [];
  for (let start = 0; start < words.count;) {
    let end = start;
    while (end < words.count && isFixed[end] === isFixed[start]) end++;
    pieces.push({
      kind: isFixed[start]! ? 'fixed' : 'slot',
      text: words.text.slice(words.start[start], words.end[end - 1]),
    });
    start = end;
  }
  return pieces;
}
