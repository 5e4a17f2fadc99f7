/**
 * Do the prompts of a log come from where those of a log come that its owner knows to be ordinary? Window after window,
 * in one pass. A log cannot vouch for itself: who was there from its first row on would be its standard.
 */

import type { LogFileView, WindowsView } from '../../protocol/campaign.ts';
import { countPValue, type PValueCounts, qValues } from '../engine/false-discovery.ts';
import { type OpenWindow, openWindow, windowPValue, type WindowTest } from './axes/window.ts';
import { timeText } from './log-time.ts';
import { shortened } from './prompt-sample.ts';
import type { LogRequest } from './request.ts';

/** As many as the published detector has. */
const windowRequests = 1500;
/** What is left at the end is a window from so many on. */
const leastRequests = 500;
/** A twentieth of the windows that are shown may be benign. */
const mostQ = 0.05;
const windowsShown = 48;

interface Place {
  readonly file: number;
  readonly row: number;
  readonly time: number;
}

interface Watched {
  readonly first: Place;
  readonly last: Place;
  readonly requests: number;
  readonly ratio: number;
}

export class WindowWatch {
  readonly test: WindowTest;
  readonly #closed: Watched[] = [];
  #open: OpenWindow;
  #first: Place | null = null;
  #last: Place | null = null;

  constructor(test: WindowTest) {
    this.test = test;
    this.#open = openWindow(test);
  }

  /** `file`: which of the logs they are from. */
  add(requests: readonly LogRequest[], file: number): void {
    for (const { row, time, prompt } of requests) {
      this.#last = { file, row, time };
      this.#first ??= this.#last;
      this.#open.add(shortened(prompt));
      if (this.#open.prompts === windowRequests) this.#close();
    }
  }

  #close(): void {
    const { prompts, ratio } = this.#open.result();
    const [first, last] = [this.#first!, this.#last!];
    this.#closed.push({ first, last, requests: prompts, ratio });
    this.#open = openWindow(this.test);
    this.#first = null;
  }

  /** Those that are full, and the last one if it is nearly. */
  get windows(): readonly Watched[] {
    if (this.#open.prompts >= leastRequests) this.#close();
    return this.#closed;
  }

  get untested(): number {
    return this.#open.prompts;
  }
}

export interface BenignWindows {
  readonly file: LogFileView;
  /** Of its own windows. A day has busy and quiet hours, and honest windows differ by more than chance. */
  readonly largestRatio: number;
}

/** A window differs if it is farther away than even the farthest benign one by more than chance explains: that one
 *  takes the place of what is expected. `paths`: of the logs. */
export function windowsView(
  watch: WindowWatch,
  benign: BenignWindows,
  paths: readonly string[],
): WindowsView {
  const windows = watch.windows.map((window) => {
    const p = windowPValue(watch.test, window.ratio / benign.largestRatio);
    return { ...window, p };
  });
  const counts: PValueCounts = new Map();
  for (const { p } of windows) countPValue(counts, p);
  const values = qValues(counts);
  const differing = windows
    .map((window) => ({ ...window, q: values.get(window.p)! }))
    .filter(({ q }) => q <= mostQ);
  return {
    benign: benign.file,
    size: windowRequests,
    tested: windows.length,
    untested: watch.untested,
    differing: differing.length,
    windows: differing.slice(0, windowsShown).map(({ first, last, requests, ratio, p, q }) => ({
      path: paths[first.file]!,
      row: first.row,
      toPath: paths[last.file]!,
      toRow: last.row,
      from: timeText(first.time),
      to: timeText(last.time),
      requests,
      ratio,
      p,
      q,
    })),
    largestBenign: benign.largestRatio,
  };
}
