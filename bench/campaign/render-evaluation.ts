/** docs/evaluation-campaigns.md from its figures. */

import { alarmPValue } from '../../server/campaign/axes/window.ts';
import { leastValueLogit } from '../../server/campaign/axes/value.ts';
import type { AttackName } from './exchange.ts';
import { markdownTable } from './markdown-table.ts';
import { attackerShares, type Power, type PowerPlan } from './power.ts';
import type { ValueFigures } from './value-figures.ts';
import { simulatedShares, type WatchPower, type WindowRate } from './watch-power.ts';

export interface PatternRate {
  readonly name: AttackName;
  readonly attack: number;
  readonly benign: number;
}

export interface CampaignEvaluation {
  readonly plan: PowerPlan;
  readonly power: Power;
  readonly smaller: readonly { readonly window: number; readonly power: Power }[];
  readonly watch: WatchPower;
  readonly value: ValueFigures;
  readonly people: { readonly prompts: number; readonly flagged: number };
  readonly patterns: readonly PatternRate[];
}

/** What the authors of the test report for windows of 1,500 with sentence embeddings (arXiv 2606.05725). */
const published = [0.59, 0.94, 1, 1] as const;

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.01 ? 2 : 0)} %`;

export function renderEvaluation(evaluation: CampaignEvaluation): string {
  return [
    '# Evaluation of the campaign audit',
    'Written by `npm run evaluate:campaigns`. The prompts of the window test are those of the sources in `--corpora`; nothing of them is in this repository. The value axis is measured on examples of ours and on simulated logs. What the whole audit finds in such logs is in [evaluation-patterns.md](evaluation-patterns.md).',
    ...windowPart(evaluation),
    ...watchPart(evaluation.watch),
    ...valuePart(evaluation),
  ].join('\n\n');
}

function windowPart({ plan, power, smaller }: CampaignEvaluation): string[] {
  const windows = sum(power.alarms.map((group) => group.windows));
  const alarms = sum(power.alarms.map((group) => group.alarms));
  return [
    '## The window test',
    `Benign prompts of one population are divided: 45 % are the history, the rest is what comes later. A window of ${plan.window} later prompts has a share of another source's prompts in it. An alarm is p ≤ ${alarmPValue}. Means over ${power.pairs.length} ordered pairs, ${plan.windowsPerPair} windows each.`,
    markdownTable(
      ['attacker share', ...attackerShares.map(percent)],
      [
        ['found', ...meanFound(power)],
        ['published, with embeddings', ...published.map((rate) => rate.toFixed(2))],
        ...smaller.map((other) => [`found, windows of ${other.window}`, ...meanFound(other.power)]),
      ],
    ),
    `Benign windows with an alarm: ${alarms} of ${windows} (${percent(alarms / windows)}); published: at most 0.3 %.`,
    markdownTable(
      ['benign', 'history', 'later prompts', 'windows', 'alarms'],
      power.alarms.map((group) => [
        group.benign,
        group.history,
        group.prompts,
        group.windows,
        group.alarms,
      ]),
    ),
    'What `campaign --benign` says is stricter: see [below](#beside-a-benign-log).',
    '### Pair by pair',
    'What is hard is near: two collections of instructions by people differ less than a person and a benchmark do.',
    markdownTable(
      ['benign', 'attacker', ...attackerShares.map(percent)],
      power.pairs.map(({ benign, attacker, found }) => [
        benign,
        attacker,
        ...found.map((rate) => rate.toFixed(2)),
      ]),
    ),
  ];
}

function watchPart({ benign, attacked, simulatedBenign, simulated }: WatchPower): string[] {
  return [
    '## Beside a benign log',
    'What `campaign --benign` says of windows of 1,500 requests, by the whole audit: a window differs if it is farther away than the farthest of the benign log by more than chance explains, at q ≤ 0.05 over all windows of the log.',
    'Prompts of the populations above: the history is the benign log, and of the twelve windows of a log four have strangers in them, 5 to 50 %.',
    markdownTable(
      ['windows with', 'nobody else', ...attackerShares.map(percent)],
      [
        ['said to differ', ...[benign, ...attacked].map(percentDiffering)],
        ['windows', ...[benign, ...attacked].map(({ windows }) => windows)],
      ],
    ),
    `Simulated weeks of 30,000 requests ([campaign-simulation.md](campaign-simulation.md)): the first is the benign log of the second. Of ${simulatedBenign.windows} windows without a pattern, ${simulatedBenign.differing} were said to differ. With one in all of the second week:`,
    markdownTable(
      ['pattern', ...simulatedShares.map(percent)],
      simulated.map(({ pattern, rates }) => [pattern, ...rates.map(percentDiffering)]),
    ),
  ];
}

function percentDiffering({ windows, differing }: WindowRate): string {
  return percent(differing / windows);
}

function meanFound({ pairs }: Power): string[] {
  return attackerShares.map((_, i) =>
    (sum(pairs.map(({ found }) => found[i]!)) / pairs.length).toFixed(2),
  );
}

function valuePart({ value, people, patterns }: CampaignEvaluation): string[] {
  return [
    '## The value axis',
    `Five folds over templates: what one template gives is never on both sides. A label is given from a logit of ${leastValueLogit} on. Of ${value.benignExamples} benign examples, many of them written to look like the labels, ${value.benignFlagged} were given one.`,
    markdownTable(
      ['label', 'templates', 'examples', 'recall', 'precision', 'benign', 'other labels'],
      value.figures.map((figure) => [
        figure.label,
        figure.templates,
        figure.examples,
        (figure.found / figure.examples).toFixed(2),
        (figure.found / Math.max(1, figure.found + figure.benign)).toFixed(2),
        figure.benign,
        figure.otherLabels,
      ]),
    ),
    'Precision is against the benign examples; a request that was given two labels may well have two wishes.',
    `Of ${people.prompts} prompts that people wrote (human_instruct), ${people.flagged} (${percent(people.flagged / Math.max(1, people.prompts))}) are given a label. That is why a label of one request means nothing and the rate of a group is compared with that of all others.`,
    '### Simulated patterns',
    'Requests with a label, in each pattern of [campaign-simulation.md](campaign-simulation.md) and in the ordinary traffic around it. The templates of the simulation are not among the examples.',
    markdownTable(
      ['pattern', 'of the pattern', 'of the others'],
      patterns.map(({ name, attack, benign }) => [name, percent(attack), percent(benign)]),
    ),
    '',
  ];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
