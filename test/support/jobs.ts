/** What a server asks of its workers. */

import { vi } from 'vitest';
import type { Job } from '../../server/scan/messages.ts';
import type { LspClient } from './lsp-client.ts';

export interface SeenJob {
  kind: Job['kind'];
  firstRow: number;
  rows: number;
}

/** The jobs that workers get from now on, whenever it is asked. */
export async function watchJobs({ session }: LspClient): Promise<() => SeenJob[]> {
  const { pool } = await session.engine('');
  const run = vi.spyOn(pool, 'run');
  return () =>
    run.mock.calls.map(([job]) => {
      const { firstRow, rows } = 'batch' in job ? job.batch : { firstRow: 0, rows: 0 };
      return { kind: job.kind, firstRow, rows };
    });
}
