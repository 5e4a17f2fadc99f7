/** A Slurm of one's own: its daemons on this machine, in one folder, until they are stopped. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  createWriteStream,
  mkdirSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runProgram } from './run-program.ts';

export interface Slurm {
  /** Runs one of Slurm's commands. */
  run(command: string, ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Debian's. */
const daemons = ['munged', 'slurmctld', 'slurmd'];
const searched = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** Why it cannot be started here; null if it can. */
export function whyNoSlurm(): string | null {
  const missing = daemons.filter((name) => findProgram(name) === null);
  if (missing.length > 0) {
    return `${missing.join(', ')} not found; on Debian or Ubuntu: apt-get install -y slurm-wlm munge`;
  }
  return userInfo().uid === 0 ? null : "Slurm's daemons start jobs for others: run this as root";
}

/** `cpus`: as many as it is told there are, so that so many tasks run at once. */
export async function startSlurm(folder: string, cpus: number): Promise<Slurm> {
  const name = hostname().split('.')[0]!;
  const socket = join(folder, 'munge.socket');
  const config = join(folder, 'slurm.conf');
  for (const own of ['state', 'spool']) mkdirSync(join(folder, own));
  // Users' commands come through here.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'munge.key'), randomBytes(128), { mode: 0o400 });
  const [controllerPort, nodePort] = [await freePort(), await freePort()];
  writeFileSync(config, configText({ folder, name, socket, cpus, controllerPort, nodePort }));
  // Debian's own configuration is not looked at.
  const env = { ...process.env, SLURM_CONF: config };
  const children: ChildProcess[] = [];
  const start = (program: string, ...args: string[]): void => {
    const child = spawn(findProgram(program)!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(folder, `${program}.out`));
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    children.push(child);
  };
  const slurm: Slurm = {
    run: (command, ...args) => runProgram(command, args, { env }),
    async stop() {
      for (const child of children.toReversed()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }
    },
  };
  const own = (file: string): string => join(folder, file);
  start(
    'munged',
    ...['--foreground', '--force', `--socket=${socket}`, `--key-file=${own('munge.key')}`],
    ...[`--pid-file=${own('munged.pid')}`, `--seed-file=${own('munge.seed')}`],
  );
  try {
    await until('munge answers', () => runProgram('munge', ['-n', '-S', socket]));
    start('slurmctld', '-D', '-f', config);
    await until('the controller answers', () => slurm.run('scontrol', 'ping'));
    start('slurmd', '-D', '-f', config, '-N', name);
    await until('the node is ready', async () => {
      const states = await slurm.run('sinfo', '--noheader', '--format=%T');
      if (states.trim() !== 'idle') throw new Error(`the node is ${states.trim()}`);
    });
  } catch (error) {
    await slurm.stop();
    throw error;
  }
  return slurm;
}

interface Layout {
  readonly folder: string;
  readonly name: string;
  readonly socket: string;
  readonly cpus: number;
  readonly controllerPort: number;
  readonly nodePort: number;
}

function configText({ folder, name, socket, cpus, controllerPort, nodePort }: Layout): string {
  return `ClusterName=teacherprint
SlurmctldHost=${name}(127.0.0.1)
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
AuthType=auth/munge
AuthInfo=socket=${socket}
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=${name} NodeAddr=127.0.0.1 CPUs=${cpus} RealMemory=65536 State=UNKNOWN
PartitionName=all Nodes=${name} Default=YES MaxTime=INFINITE State=UP
`;
}

const pollMs = 200;
// A task that was requeued rests for two minutes.
const mostPolls = 1500;

/** Tries until it does not throw. */
export async function until<T>(what: string, action: () => Promise<T>): Promise<T> {
  for (let poll = 1; ; poll++) {
    try {
      return await action();
    } catch (error) {
      if (poll === mostPolls) throw new Error(`${what}: not so in five minutes`, { cause: error });
    }
    await setTimeout(pollMs);
  }
}

function findProgram(name: string): string | null {
  const isProgram = (path: string): boolean => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  return searched.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
