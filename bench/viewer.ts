/** How long somebody waits who opens a very large file: for its first rows, and for any other row. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFile, rm, stat } from 'node:fs/promises';
import { closeViewer, viewRows } from '../protocol/messages.ts';
import { everyRow, type RowsView } from '../protocol/viewer.ts';
import { createRandom } from '../server/engine/random.ts';
import { writeDataset } from './generated-dataset.ts';
import { type LspProcess, startLspProcess } from './lsp-process.ts';
import { atLeast, atMost, type Measurement, measured } from './measurement.ts';
import { percentile, timed } from './repeat.ts';

/** Gigabytes of the file; `VIEWER_GIGABYTES=10 npm run bench -- viewer` for one that is worth the name. */
const usualGigabytes = 1;
const jumps = 200;
const rowsSeen = 50;
const viewer = 'bench';

export async function measureViewer(folder: string): Promise<Measurement[]> {
  const gigabytes = Number(process.env['VIEWER_GIGABYTES'] ?? usualGigabytes);
  const file = join(folder, 'viewer.jsonl');
  await writeDataset(file, gigabytes * 1e9);
  try {
    return await measureFile(file);
  } finally {
    await rm(file);
  }
}

async function measureFile(file: string): Promise<Measurement[]> {
  const uri = pathToFileURL(file).href;
  const size = (await stat(file)).size;
  const server = await startLspProcess();
  const read = (from: number): Promise<RowsView> => {
    const params = {
      viewer,
      uri,
      filter: everyRow,
      from,
      count: rowsSeen,
    };
    return server.connection.sendRequest(viewRows, params);
  };
  const wait = (from: number): Promise<number> =>
    timed(async () => {
      await read(from);
    });
  try {
    const before = await residentMegabytes(server);
    const started = performance.now();
    const firstMs = await wait(0);
    const waits: number[] = [];
    let rows = 0;
    for (let isFinal = false; !isFinal;) {
      waits.push(await wait(0));
      ({ count: rows, isFinal } = (await read(0)).state.rows);
    }
    const seconds = (performance.now() - started) / 1000;
    const random = createRandom(1);
    const times: number[] = [];
    for (let i = 0; i < jumps; i++) times.push(await wait(random.below(rows)));
    const megabytes = await residentMegabytes(server);
    await server.connection.sendNotification(closeViewer, { viewer });
    return [
      measured('the file', size / 1e9, 'GB'),
      measured('its rows', rows, 'rows'),
      atMost(1000, measured('first rows', firstMs, 'ms')),
      measured('rows counted', seconds, 's'),
      atLeast(1000, measured('rows counted, per second', size / 1e6 / seconds, 'MB/s')),
      atMost(100, measured('an answer meanwhile, 99th percentile', percentile(waits, 99), 'ms')),
      atMost(100, measured('jump to any row, 99th percentile', percentile(times, 99), 'ms')),
      measured('jump to any row, median', percentile(times, 50), 'ms'),
      measured('memory of the server with its profile, before', before, 'MB'),
      measured('the same with the file open and its rows counted', megabytes, 'MB'),
    ];
  } finally {
    await server.stop();
  }
}

/** Linux says it; elsewhere nobody does without a program. */
async function residentMegabytes({ pid }: LspProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1000;
}
