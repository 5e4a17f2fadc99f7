/** Work that several requests wait for: it stops when the last of them is cancelled. */

export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;
  #hasFailed = false;

  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#result = start(this.#controller.signal);
    // Who waits hears of a failure; nobody may be waiting.
    this.#result.catch(() => (this.#hasFailed = true));
  }

  /** Rejects with the signal's reason as soon as it is aborted. */
  join(signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const reason = signal.reason as Error;
        reject(reason);
        if (--this.#waiting === 0) this.stop(reason);
      };
      this.#waiting++;
      if (signal.aborted) {
        leave();
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      const settled = (): void => signal.removeEventListener('abort', leave);
      this.#result.then(resolve, reject).finally(settled);
    });
  }

  stop(reason: Error): void {
    this.#controller.abort(reason);
  }

  /** Whether somebody who joins now may get a result. */
  isUseful(): boolean {
    return !this.#hasFailed && !this.#controller.signal.aborted;
  }
}
