/** Preloaded into a process that is measured: at its end it tells the bench what it used. */

import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** The pipe that `audit-process.ts` reads. */
const usageDescriptor = 3;

// Worker threads preload it as well, and the usage of the process is theirs, too.
if (isMainThread) {
  process.on('exit', () => {
    writeSync(usageDescriptor, JSON.stringify(process.resourceUsage()));
  });
}
