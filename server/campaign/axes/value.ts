/**
 * What a group of requests wants of a model beyond answers: its reasoning, its judgement, or rows of a
 * training set. One request says nothing; the rate of a group beside that of all others does.
 */

import { readFileSync } from 'node:fs';
import { hypergeometricUpper } from '../statistics.ts';
import {
  parseValueModel,
  type ValueLabel,
  valueLabels,
  type ValueModel,
  type ValueSignal,
  valueSignals,
} from './value-model.ts';

/**
 * Chosen on templates that the weights have not seen, and on prompts of people: of these, 9 % are called by some
 * label (docs/evaluation-campaigns.md), so that only rates of groups mean anything. It is below 0 since held-out
 * wishes use words nobody taught.
 */
export const leastValueLogit = -2.5;

/** Requests and how many of them have each label. */
export interface ValueCounts {
  requests: number;
  readonly labels: Record<ValueLabel, number>;
}

export interface ValueComparison {
  readonly label: ValueLabel;
  readonly rate: number;
  readonly baseline: number;
  /** With half a request added everywhere, so that a baseline of nothing has a ratio too. */
  readonly rateRatio: number;
  /** Fisher's exact test, one-sided: the group has the label more often than the others. */
  readonly p: number;
}

export function loadValueModel(file: URL): ValueModel {
  return parseValueModel(readFileSync(file, 'utf8'));
}

export function promptSignals(model: ValueModel, prompt: string): ValueSignal[] {
  return valueSignals(model, prompt, leastValueLogit);
}

export function noValueCounts(): ValueCounts {
  const labels = Object.fromEntries(valueLabels.map((label) => [label, 0]));
  return { requests: 0, labels: labels as Record<ValueLabel, number> };
}

export function countSignals(counts: ValueCounts, signals: readonly ValueSignal[]): void {
  counts.requests++;
  for (const { label } of signals) counts.labels[label]++;
}

/** A group beside all other requests, the most telling label first. The caller corrects for their number. */
export function compareValue(group: ValueCounts, others: ValueCounts): ValueComparison[] {
  const comparisons = valueLabels.map((label) => {
    const inside = group.labels[label];
    const outside = others.labels[label];
    const rate = inside / Math.max(1, group.requests);
    const baseline = outside / Math.max(1, others.requests);
    const smoothed = (count: number, requests: number): number => (count + 0.5) / (requests + 1);
    return {
      label,
      rate,
      baseline,
      rateRatio: smoothed(inside, group.requests) / smoothed(outside, others.requests),
      p: hypergeometricUpper(inside, {
        drawn: group.requests,
        marked: inside + outside,
        total: group.requests + others.requests,
      }),
    };
  });
  return comparisons.sort((a, b) => a.p - b.p || b.rateRatio - a.rateRatio);
}
