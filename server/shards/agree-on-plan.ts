/** One plan for all processes of a run: whoever comes first makes it, and the others wait for it. */

import { type FileHandle, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
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
/** A minute without a sign of life of a maker on another machine; file systems of clusters are slow to tell. */
const mostSilentPolls = 600;

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
    const lock = await tryLock(lockFile(folder));
    if (lock !== null) await makeAndPublish(folder, lock, makePlan);
    else if (await maker.isGone()) await rm(lockFile(folder), { force: true });
    else {
      if (!isWaiting) onWait();
      await setTimeout(pollMs, undefined, { signal });
    }
  }
}

/** Should two make it after all, since one was thought to be gone, they make the same or the later counts:
 *  results that belong to the other are done again. */
async function makeAndPublish(
  folder: string,
  lock: FileHandle,
  makePlan: () => Promise<Plan>,
): Promise<void> {
  const beat = setInterval(() => {
    lock.write(owner, 0).catch(() => undefined);
  }, beatMs);
  try {
    // Somebody may have finished between our look and our lock.
    if ((await readPlan(folder)) === null) {
      await writeSealed(planFile(folder), planKind, await makePlan());
    }
  } finally {
    clearInterval(beat);
    await lock.close();
    await rm(lockFile(folder), { force: true });
  }
}

const owner = `${hostname()} ${process.pid}`;

/** Null if somebody else has it. */
async function tryLock(lock: string): Promise<FileHandle | null> {
  try {
    const file = await open(lock, 'wx');
    await file.write(owner, 0);
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw new UserError(`${lock}: cannot be written: ${reasonOf(error)}`);
  }
}

/** Whoever holds the lock, polled. Clocks of machines differ, so only changes of its time are looked at. */
class OtherMaker {
  readonly #lock: string;
  #beat = '';
  #silentPolls = 0;

  constructor(lock: string) {
    this.#lock = lock;
  }

  async isGone(): Promise<boolean> {
    const found = await stat(this.#lock, { bigint: true }).catch(() => null);
    const beat = String(found?.mtimeNs);
    this.#silentPolls = beat === this.#beat ? this.#silentPolls + 1 : 0;
    this.#beat = beat;
    const [host = '', pid = ''] = (await readFile(this.#lock, 'utf8').catch(() => '')).split(' ');
    if (host === hostname() && pid !== '') return !isAlive(Number(pid));
    return this.#silentPolls > mostSilentPolls;
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
