/** How large V8's young generations get: as large as threads are told, not as it likes. */

import { setFlagsFromString } from 'node:v8';

/** For `resourceLimits` of threads. V8 counts a semi-space three times. */
export const maxYoungGenerationSizeMb = 24;

/**
 * Hardly anything in a scan lives longer than its batch. But something always does, and then young
 * generations are doubled up to 100 MB each, for no gain. From now on this process's own stays as large
 * as it is, and those of threads are as large at once as they may get.
 */
export function boundYoungGenerations(): void {
  // Electron may have frozen V8's flags, and then ends a process that sets one.
  if ('electron' in process.versions) return;
  setFlagsFromString(`--min-semi-space-size=${maxYoungGenerationSizeMb / 3}`);
  setFlagsFromString('--semi-space-growth-factor=1');
}
