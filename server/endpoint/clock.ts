/** Time, for waiting and for losing patience: tests have one of their own, in which nothing takes any. */

import { setTimeout as wait } from 'node:timers/promises';

export interface Clock {
  now(): number;
  /** Rejects as soon as `signal` is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  setAlarm(milliseconds: number, ring: () => void): Alarm;
}

export interface Alarm {
  cancel(): void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  setAlarm(milliseconds, ring) {
    const timer = setTimeout(ring, milliseconds);
    return {
      cancel() {
        clearTimeout(timer);
      },
    };
  },
};
