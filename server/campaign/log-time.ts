/** Times as logs write them, and as reports do. */

/** Epochs in seconds, milliseconds, microseconds and nanoseconds are told by their size. */
const epochUnits = [
  { below: 1e11, factor: 1000 },
  { below: 1e14, factor: 1 },
  { below: 1e17, factor: 1e-3 },
  { below: Infinity, factor: 1e-6 },
];

/** Milliseconds since 1970; NaN for anything that is no time. */
export function readTime(value: unknown): number {
  if (typeof value === 'number') return ofEpoch(value);
  if (typeof value !== 'string' || value.length > 64) return NaN;
  if (/^\d+(?:\.\d+)?$/.test(value)) return ofEpoch(Number(value));
  // Without a zone, as databases write it, a time is UTC: else results would depend on the machine.
  const zoneless = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(value);
  return Date.parse(zoneless === null ? value : `${zoneless[1]}T${zoneless[2]}Z`);
}

function ofEpoch(value: number): number {
  if (!(value > 0)) return NaN;
  return value * epochUnits.find(({ below }) => value < below)!.factor;
}

/** Beyond, there are no dates. */
const lastTime = 8.64e15;

/** To the second; null for what is no time. */
export function timeText(time: number): string | null {
  if (!(Math.abs(time) <= lastTime)) return null;
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
