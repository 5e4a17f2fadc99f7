/** How well the value axis does on templates that it has not seen. */

import {
  type ValueLabel,
  valueLabels,
  valueSignals,
} from '../../server/campaign/axes/value-model.ts';
import { leastValueLogit } from '../../server/campaign/axes/value.ts';
import { fitValueModel } from './fit-value.ts';
import type { ValueExample } from './value-examples.ts';

export interface ValueFigure {
  readonly label: ValueLabel;
  readonly templates: number;
  readonly examples: number;
  readonly found: number;
  /** Examples of other labels that were given this one; a request may well have two wishes. */
  readonly otherLabels: number;
  /** Benign examples that were given this label. */
  readonly benign: number;
}

export interface ValueFigures {
  readonly figures: readonly ValueFigure[];
  readonly benignExamples: number;
  readonly benignFlagged: number;
}

const folds = 5;

export function valueFigures(examples: readonly ValueExample[]): ValueFigures {
  const called = examples.map((): ReadonlySet<ValueLabel> => new Set());
  for (let fold = 0; fold < folds; fold++) {
    const model = fitValueModel(examples.filter(({ template }) => template % folds !== fold));
    for (const [i, { template, text }] of examples.entries()) {
      if (template % folds !== fold) continue;
      called[i] = new Set(valueSignals(model, text, leastValueLogit).map(({ label }) => label));
    }
  }
  const count = (
    accept: (example: ValueExample, labels: ReadonlySet<ValueLabel>) => boolean,
  ): number => examples.filter((example, i) => accept(example, called[i]!)).length;
  return {
    figures: valueLabels.map((label) => ({
      label,
      templates: new Set(examples.flatMap((e) => (e.label === label ? [e.template] : []))).size,
      examples: count((example) => example.label === label),
      found: count((example, labels) => example.label === label && labels.has(label)),
      otherLabels: count(
        (e, labels) => e.label !== label && e.label !== 'none' && labels.has(label),
      ),
      benign: count((example, labels) => example.label === 'none' && labels.has(label)),
    })),
    benignExamples: count((example) => example.label === 'none'),
    benignFlagged: count((example, labels) => example.label === 'none' && labels.size > 0),
  };
}
