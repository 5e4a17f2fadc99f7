/** On what the figures were measured, and how busy it was with other things. */

import { cpus, totalmem } from 'node:os';
import { setTimeout } from 'node:timers/promises';

export function describeMachine(): string {
  const cores = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const model = cores[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${cores.length} cores, ${gigabytes} GB, ${process.platform}, Node ${process.versions.node}`;
}

/** Share of all cores in use during the next second, 0 to 1; nothing of ours runs meanwhile. */
export async function busyShare(): Promise<number> {
  const before = cpuTimes();
  await setTimeout(1000);
  const after = cpuTimes();
  return 1 - (after.idle - before.idle) / (after.total - before.total);
}

function cpuTimes(): { idle: number; total: number } {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}
