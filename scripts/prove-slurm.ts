/**
 * `npm run prove:slurm`: the script that we ship, run by a real Slurm on this machine. One of its tasks is
 * killed and requeued; then the reports must be those of an audit in one go, to the byte.
 */

import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { reportFormats } from '../protocol/report-formats.ts';
import { runProgram } from './run-program.ts';
import { type Slurm, startSlurm, until, whyNoSlurm } from './slurm.ts';

const batchFile = fileURLToPath(new URL('../examples/slurm/audit.sbatch', import.meta.url));
const program = fileURLToPath(new URL('../server/main.ts', import.meta.url));
const tasks = 8;
const rows = 60_000;
const killed = 3;

const problem = whyNoSlurm();
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'teacherprint-slurm-'));
  try {
    await prove(folder);
    rmSync(folder, { recursive: true });
  } catch (error) {
    process.stderr.write(`${inspect(error)}\nlogs are in ${folder}\n`);
    process.exitCode = 1;
  }
}

async function prove(folder: string): Promise<void> {
  const data = join(folder, 'data.jsonl');
  await writeDataset(data);
  say(`wrote ${rows} rows, ${Math.round(statSync(data).size / 1e6)} MB`);
  await runProgram(process.execPath, [
    program,
    'audit',
    data,
    '--quiet',
    ...outputs(folder, 'whole'),
  ]);
  say('audited them in one go');
  const slurm = await startSlurm(folder, tasks);
  say(`started ${(await slurm.run('sinfo', '--version')).trim()}`);
  try {
    await runInSlurm(slurm, folder, data);
  } finally {
    await slurm.stop();
    say('stopped its daemons');
  }
  for (const format of reportFormats) {
    const [whole, merged] = ['whole', 'merged'].map((name) =>
      readFileSync(join(folder, `${name}.${format}`)),
    );
    if (!whole!.equals(merged!)) throw new Error(`the reports differ: ${format}`);
    say(`${format}: ${whole!.length} bytes, equal`);
  }
}

async function runInSlurm(slurm: Slurm, folder: string, data: string): Promise<void> {
  const run = join(folder, 'run');
  const settings = `--export=ALL,TEACHERPRINT=${process.execPath} ${program}`;
  const log = `--output=${join(folder, 'task-%a.log')}`;
  const job = await submit(
    slurm,
    ...[`--array=1-${tasks}`, '--cpus-per-task=1', settings, log, batchFile],
    ...[run, String(tasks), data, '--unit-size', '1', '--format', 'jsonl'],
  );
  say(`submitted job ${job}: ${tasks} tasks`);
  const pid = await until('a task is at work', () =>
    Promise.resolve().then(() => pidOfTask(job, killed, run)),
  );
  process.kill(pid, 'SIGKILL');
  const task = `${job}_${killed}`;
  const state = await until('the killed task has ended', async () => {
    const now = (await states(slurm, job)).get(task);
    if (now === undefined || /^(?:PENDING|RUNNING|COMPLETING)$/.test(now)) throw new Error(now);
    return now;
  });
  say(
    `killed process ${pid} of task ${killed}, which is ${state} now; ${results(run)} units are done`,
  );
  await slurm.run('scontrol', 'requeue', task);
  say(`requeued task ${killed}`);
  const command = [process.execPath, program, 'merge', run, ...outputs(folder, 'merged')];
  const merge = await submit(
    slurm,
    ...[`--dependency=afterany:${job}`, `--output=${join(folder, 'merge.log')}`],
    `--wrap=${command.join(' ')}`,
  );
  say(`submitted job ${merge}: merge, when all tasks have ended`);
  await until('all is done', async () => {
    const all = new Map([...(await states(slurm, job)), ...(await states(slurm, merge))]);
    const open = [...all].filter(([, now]) => now !== 'COMPLETED');
    if (open.length > 0) throw new Error(open.map((entry) => entry.join(' is ')).join(', '));
  });
  say(`all tasks and the merge are COMPLETED; ${results(run)} units are done`);
  for (let index = 1; index <= tasks; index++) {
    say(
      `  ${readFileSync(join(folder, `task-${index}.log`), 'utf8')
        .trim()
        .split('\n')
        .at(-1)}`,
    );
  }
}

async function submit(slurm: Slurm, ...args: string[]): Promise<string> {
  return (await slurm.run('sbatch', '--parsable', ...args)).trim();
}

/** Of every task, by its name such as 1_3. */
async function states(slurm: Slurm, job: string): Promise<Map<string, string>> {
  const lines = await slurm.run(
    'squeue',
    ...['--noheader', '--array', '--states=all', `--jobs=${job}`, '--format=%i %T'],
  );
  return new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => line.trim().split(' ') as [string, string]),
  );
}

/** When some units are done. Throws until then. */
function pidOfTask(job: string, task: number, run: string): number {
  if (results(run) === 0) throw new Error('nothing is done yet');
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const environment = readProcess(name, 'environ');
    const isTask =
      environment.includes(`SLURM_ARRAY_JOB_ID=${job}`) &&
      environment.includes(`SLURM_ARRAY_TASK_ID=${task}`);
    if (isTask && readProcess(name, 'cmdline').includes('audit')) return Number(name);
  }
  throw new Error('the task has not begun');
}

/** Empty if the process has ended. */
function readProcess(pid: string, file: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function results(run: string): number {
  const units = join(run, 'units');
  if (!existsSync(units)) return 0;
  return readdirSync(units).filter((name) => name.endsWith('.json.zst')).length;
}

function outputs(folder: string, name: string): string[] {
  return reportFormats.flatMap((format) => [
    '--output',
    `${format}=${join(folder, `${name}.${format}`)}`,
  ]);
}

/** Rows of many kinds, the same in every run: answers, some of them twice, and some that cannot be read. */
async function writeDataset(path: string): Promise<void> {
  const subjects = [
    'The kettle',
    'A harbour',
    'This proof',
    'My neighbour',
    'Every index',
    'The moss',
  ];
  const verbs = ['waits for', 'depends on', 'resembles', 'outlives', 'explains', 'repeats'];
  const objects = [
    'a slow train',
    'the second draft',
    'cold rain',
    'an honest ledger',
    'three bells',
  ];
  const file = createWriteStream(path);
  for (let row = 0; row < rows; row++) {
    const answer = Array.from({ length: 4 + (row % 9) }, (_, i) => {
      const at = (row % 50_000) * 31 + i * 7;
      const [subject, verb] = [subjects[at % 6]!, verbs[(at >> 3) % 6]!];
      return `${subject} ${verb} ${objects[(at >> 5) % 5]!}, and number ${at % 1013} knows why.`;
    }).join(row % 3 === 0 ? '\n\n' : ' ');
    const text =
      row % 500 === 0 ? `As ChatGPT, a model trained by OpenAI, I say: ${answer}` : answer;
    const line = JSON.stringify({ prompt: `Question ${row % 900}`, completion: text });
    if (!file.write(row % 700 === 0 ? `${line.slice(0, 40)}\n` : `${line}\n`)) {
      await once(file, 'drain');
    }
  }
  file.end();
  await finished(file);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
