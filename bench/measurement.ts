/** One line of the report: what was measured, how much it is, and how much it may be. */

export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** As a reader would say it, `≥ 10`; null: there is no budget, the figure explains another one. */
  readonly budget: string | null;
  readonly isMet: boolean | null;
}

export function measured(what: string, value: number, unit: string): Measurement {
  return { what, value, unit, budget: null, isMet: null };
}

export function atMost(limit: number, { what, value, unit }: Measurement): Measurement {
  return { what, value, unit, budget: `≤ ${limit.toLocaleString('en')}`, isMet: value <= limit };
}

export function atLeast(limit: number, { what, value, unit }: Measurement): Measurement {
  return { what, value, unit, budget: `≥ ${limit.toLocaleString('en')}`, isMet: value >= limit };
}
