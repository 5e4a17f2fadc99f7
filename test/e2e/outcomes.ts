/** One way to run Mocha suites and to tell how they went, inside VS Code and outside of it. */

import Mocha from 'mocha';

export interface Outcome {
  title: string;
  /** Null: passed. */
  failure: string | null;
}

export type Report = (outcome: Outcome) => void;

/** A test polls, with a patience of its own that says what it waited for; this is the last resort. */
const timeoutMs = 300_000;

/** Runs what `define` declares with `describe` and `it`, and reports each test as it ends. */
export function runSuites(define: () => void, report: Report): Promise<void> {
  const mocha = new Mocha({ timeout: timeoutMs, reporter: Silent });
  // This event puts Mocha's words into scope; without files nothing else would send it.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  define();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on('pass', (test) => {
      report({ title: test.fullTitle(), failure: null });
    });
    runner.on('fail', (test, error: unknown) => {
      report({ title: test.fullTitle(), failure: describeError(error) });
    });
  });
}

export function printOutcome({ title, failure }: Outcome): void {
  process.stdout.write(
    failure === null ? `  ✓ ${title}\n` : `  ✗ ${title}\n${failure.replace(/^/gm, '      ')}\n`,
  );
}

class Silent extends Mocha.reporters.Base {}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
