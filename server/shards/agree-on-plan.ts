/** One plan for all processes of a run: whoever comes first makes it, and the others wait for it. */

import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import type { Plan } from './plan.ts';
import { readSealed, writeSealed, writing } from './sealed-file.ts';

/** A plan with its name, by which results tell whether they belong to it. */
export interface AgreedPlan {
  readonly plan: Plan;
  readonly id: string;
}

const planKind = 'teacherprint plan';
const pollMs = 100;
const beatMs = 2000;
/** Of a maker on another machine that shows no sign of life; file systems of clusters are slow to tell. */
const staleMs = 60_000;

/** Null if the run was not begun. Throws a `UserError` if the plan cannot be used. */
export async function readPlan(folder: string): Promise<AgreedPlan | null> {
  const read = await readSealed(planFile(folder), planKind);
  switch (read.kind) {
    case 'missing':
      return null;
    case 'damaged':
      throw new UserError(`${planFile(folder)}: is damaged; begin a new run folder`);
    case 'foreign':
      throw new UserError(
        `${folder}: was begun by another version of Teacherprint; use that one or begin a new run folder`,
      );
    case 'content':
      // Written by this version, as its seal says.
      return { plan: read.content as Plan, id: read.sha256 };
  }
}

export async function agreeOnPlan(
  folder: string,
  makePlan: () => Promise<Plan>,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: () => void },
): Promise<AgreedPlan> {
  await writing(folder, () => mkdir(join(folder, 'units'), { recursive: true }));
  const maker = new OtherMaker(lockFile(folder));
  for (let isWaiting = false; ; isWaiting = true) {
    signal.throwIfAborted();
    const agreed = await readPlan(folder);
    if (agreed !== null) return agreed;
    if (await tryLock(lockFile(folder))) await makeAndPublish(folder, makePlan);
    else if (await maker.isGone()) await rm(lockFile(folder), { force: true });
    else {
      if (!isWaiting) onWait();
      await setTimeout(pollMs, undefined, { signal });
    }
  }
}

/** Should two make it after all, since one was thought to be gone, they make the same or the later counts:
 *  results that belong to the other are done again. */
async function makeAndPublish(folder: string, makePlan: () => Promise<Plan>): Promise<void> {
  const lock = lockFile(folder);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, beatMs);
  try {
    // Somebody may have finished between our look and our lock.
    if ((await readPlan(folder)) === null) {
      await writeSealed(planFile(folder), planKind, await makePlan());
    }
  } finally {
    clearInterval(beat);
    await rm(lock, { force: true });
  }
}

async function tryLock(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(`${hostname()} ${process.pid}`);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new UserError(`${lock}: cannot be written: ${reasonOf(error)}`);
  }
}

/** Whoever holds the lock. Clocks of machines differ, so only changes of its time are looked at. */
class OtherMaker {
  readonly #lock: string;
  #beat = '';
  #seen = performance.now();

  constructor(lock: string) {
    this.#lock = lock;
  }

  async isGone(): Promise<boolean> {
    const found = await stat(this.#lock, { bigint: true }).catch(() => null);
    const owner = await readFile(this.#lock, 'utf8').catch(() => '');
    const beat = `${String(found?.mtimeNs)} ${owner}`;
    if (beat !== this.#beat) {
      this.#beat = beat;
      this.#seen = performance.now();
    }
    const [host = '', pid = ''] = owner.split(' ');
    if (host === hostname() && pid !== '') return !isAlive(Number(pid));
    return performance.now() - this.#seen > staleMs;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function planFile(folder: string): string {
  return join(folder, 'plan.json');
}

function lockFile(folder: string): string {
  return join(folder, 'plan.lock');
}
