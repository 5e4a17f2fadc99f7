/** A simulated request log, hour by hour: the same rows for the same seed, with the truth beside each. */

import { createRandom, type Random } from '../../server/engine/random.ts';
import { createAttack } from './attacks.ts';
import {
  type AttackName,
  type Exchange,
  hourMilliseconds,
  type LookAlikeName,
  type Origin,
  type Setting,
  type Stream,
} from './exchange.ts';
import { createLookAlike } from './look-alikes.ts';
import { createPopulation } from './population.ts';
import { type LogShape, toLogRow } from './log-shapes.ts';

export interface LogPlan {
  readonly seed?: number;
  readonly requests: number;
  readonly attack?: AttackName | null;
  readonly lookAlike?: LookAlikeName | null;
  /** Share of the requests that belong to the attack, and as many again to the look-alike. */
  readonly share?: number;
  readonly days?: number;
  readonly shape?: LogShape;
}

export interface SimulatedRow {
  /** As it stands in the log. */
  readonly row: Record<string, unknown>;
  readonly truth: Truth;
}

export interface Truth {
  readonly origin: Origin;
  /** The raw id in the log. */
  readonly account: string;
  readonly organisation: string;
}

/** A Monday, 0:00 UTC, so that weeks are easy to see. */
const start = Date.UTC(2026, 5, 1);
const releasePlace = 0.6;

export function* generateLog(plan: LogPlan): Generator<SimulatedRow> {
  const shape = plan.shape ?? 'openai';
  const random = createRandom((plan.seed ?? 1) ^ 0x5f3759df);
  for (const [exchange, origin] of exchanges(plan)) {
    yield {
      row: toLogRow(shape, exchange, random),
      truth: { origin, account: exchange.account, organisation: exchange.organisation },
    };
  }
}

/** The log itself, some hundred rows at a time. */
export function* logBlocks(
  plan: LogPlan,
  onRow: (truth: Truth) => void = () => undefined,
): Generator<string> {
  let block = '';
  for (const { row, truth } of generateLog(plan)) {
    onRow(truth);
    block += `${JSON.stringify(row)}\n`;
    if (block.length < 1 << 18) continue;
    yield block;
    block = '';
  }
  yield block;
}

/** The same before it takes a shape, with where each request comes from. */
export function* exchanges(plan: LogPlan): Generator<readonly [Exchange, Origin]> {
  const hours = Math.max(1, Math.round((plan.days ?? 14) * 24));
  const setting: Setting = { start, hours, releaseHour: Math.floor(hours * releasePlace) };
  const random = createRandom(plan.seed ?? 1);
  const streams = createStreams(plan, setting, random);
  const schedules = streams.map((stream) => scheduleOf(stream, hours));
  for (let hour = 0; hour < hours; hour++) {
    const times = streams.flatMap((_, index) =>
      timesWithin(setting.start + hour * hourMilliseconds, schedules[index]![hour]!, random).map(
        (time) => [time, index] as const,
      ),
    );
    times.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const [time, index] of times) {
      const stream = streams[index]!;
      yield [stream.request(time), stream.origin];
    }
  }
}

function createStreams(plan: LogPlan, setting: Setting, random: Random): Stream[] {
  const special = Math.round(plan.requests * (plan.share ?? 0.05));
  const streams: Stream[] = [];
  if (plan.attack) streams.push(createAttack(plan.attack, setting, special, random));
  if (plan.lookAlike) streams.push(createLookAlike(plan.lookAlike, setting, special, random));
  const rest = plan.requests - special * streams.length;
  if (rest < 0) throw new Error('The shares of the attack and the look-alike exceed the whole.');
  return [createPopulation(setting, rest, random), ...streams];
}

/** Requests per hour: whole numbers that follow the weights and add up to the total. */
function scheduleOf({ weight, total }: Stream, hours: number): Int32Array {
  const weights = Float64Array.from({ length: hours }, (_, hour) => weight(hour));
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) throw new Error('This log is too short for the pattern: give it more days.');
  const schedule = new Int32Array(hours);
  let reached = 0;
  let written = 0;
  for (let hour = 0; hour < hours; hour++) {
    reached += weights[hour]!;
    const due = hour === hours - 1 ? total : Math.floor((reached / sum) * total + 1e-9);
    schedule[hour] = due - written;
    written = due;
  }
  return schedule;
}

function timesWithin(from: number, count: number, random: Random): number[] {
  return Array.from({ length: count }, () => from + random.below(hourMilliseconds));
}
