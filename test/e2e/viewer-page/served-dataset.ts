/** A file that the page scrolls through, with the server's own code behind it, and verdicts made up by us. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Flag } from '../../../protocol/views.ts';
import type { FromViewer, ToViewer } from '../../../protocol/viewer.ts';
import { openFile } from '../../../server/scan/open-dataset.ts';
import { openLines } from '../../../server/dataset/line-access.ts';
import { defaultProfileFile, workerFile } from '../../../server/locations.ts';
import { readProfile } from '../../../server/scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../../../server/scan/pool.ts';
import type { SampleRecord } from '../../../server/scan/record.ts';
import { AuditedFile } from '../../../server/viewer/audit-verdicts.ts';
import { DatasetViewer } from '../../../server/viewer/dataset-viewer.ts';
import { viewerRecord } from '../../support/viewer-records.ts';

export const uri = 'file:///data/train.jsonl';
const families = ['gpt', 'claude', 'deepseek', 'human', 'other'];

export interface ServedDataset {
  /** The answer to a message of the page; null: it needs none. */
  answer(message: FromViewer): Promise<ToViewer | null>;
  /** What is sent while a text is looked for. */
  progress(): AsyncIterable<ToViewer>;
  /** Audits the file: how far, and how it ended. */
  audit(state: 'partial' | 'cancelled' | 'complete'): Promise<ToViewer>;
  close(): Promise<void>;
}

let pool: WorkerPool | null = null;

export async function endSearches(): Promise<void> {
  await pool?.close();
}

export async function serveDataset(lines: readonly string[]): Promise<ServedDataset> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'teacherprint-viewer-'));
  const file = path.join(folder, 'train.jsonl');
  await writeFile(file, lines.join('\n'));
  const dataset = await openFile(file);
  const access = await openLines(file);
  await access.counted;
  let audited: AuditedFile | null = null;
  pool ??= createWorkerPool({
    profile: readProfile(fileURLToPath(defaultProfileFile)),
    workers: 1,
    workerFile,
  });
  const searching = pool;
  const viewer = new DatasetViewer({
    access,
    dataset,
    audited: () => audited,
    withPool: (work) => work(searching),
  });
  const { signal } = new AbortController();
  return {
    async answer(message) {
      if (message.kind === 'ready') return { kind: 'open', uri, name: 'train.jsonl' };
      if (message.kind === 'rows') {
        const { id, filter, from, count } = message;
        const view = await viewer.rows({ filter, from, count, field: null }, signal);
        return { kind: 'rows', id, view };
      }
      if (message.kind !== 'locate') return null;
      const { filter, row } = message;
      return { kind: 'located', row, position: await viewer.locate(filter, row) };
    },
    async *progress() {
      for (let isDone = false; !isDone;) {
        const state = await viewer.state();
        isDone = state.search?.isFinal !== false;
        yield { kind: 'state', state };
        await setTimeout(50);
      }
    },
    async audit(state) {
      audited = new AuditedFile(families, dataset);
      const done = state === 'complete' ? lines.length : Math.ceil(lines.length / 3);
      const choice = { field: null, shape: null, candidates: [] };
      const records = lines.slice(0, done).map((_, index) => recordOf(index + 1));
      const bytesDone = Math.floor((access.byteLength * done) / lines.length);
      const bytes = new Uint8Array();
      const batch = {
        kind: 'lines',
        firstRow: 1,
        byteStart: 0,
        bytes,
        rows: 0,
        lines: null,
      } as const;
      audited.add({ choice, batch, records, rowsDone: done, bytesDone });
      if (state !== 'partial') audited.end(state);
      return { kind: 'state', state: await viewer.state() };
    },
    async close() {
      await viewer.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** By its number: every third row a match, every tenth with a leak, every twenty-fifth too short. */
function recordOf(row: number): SampleRecord {
  if (row % 25 === 0) {
    return viewerRecord(row, { verdict: 'too-short', skipped: 'too-short' });
  }
  const flags: Flag[] = row % 10 === 4 ? ['self-identification'] : [];
  const turn = 1;
  const family = families[row % families.length]!;
  if (row % 3 === 0) {
    const probability = 0.92 + (row % 80) / 1000;
    return viewerRecord(row, { verdict: 'match', family, probability, flags, turn });
  }
  const probability = 0.1 + (row % 60) / 100;
  return viewerRecord(row, { verdict: 'unknown', family, probability, flags, turn });
}

const nouns = ['ferry', 'lighthouse', 'orchard', 'kettle', 'tunnel', 'harbor', 'violin', 'glacier'];

export function conversation(row: number): string {
  const noun = nouns[row % nouns.length]!;
  const answer =
    `Entry ${row} about the ${noun}: it was repaired in spring, painted in summer, and written about ` +
    'in a small newspaper that nobody outside of the valley has ever read to the end.\nA second line follows.';
  const messages = [
    { role: 'user', content: `Tell me of the ${noun}.` },
    { role: 'assistant', content: answer.repeat(1 + (row % 5)) },
  ];
  return JSON.stringify({ messages });
}

export function conversations(rows: number): string[] {
  return Array.from({ length: rows }, (_, index) => conversation(index + 1));
}
