/** `node bench/campaign/main.ts --requests N …`: a simulated request log on standard output. */

import { writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { attackNames, lookAlikeNames } from './exchange.ts';
import { generateLog, type LogPlan } from './generate-log.ts';
import { logShapes } from './log-shapes.ts';

const usage = `usage: node bench/campaign/main.ts [options] > log.jsonl

  --requests N        how many rows (100000)
  --attack NAME       ${attackNames.join(' | ')}
  --look-alike NAME   ${lookAlikeNames.join(' | ')}
  --share S           share of the rows that it has, 0 to 1 (0.05)
  --days N            14
  --seed N            1
  --shape NAME        ${logShapes.join(' | ')} (openai)
  --truth FILE        writes where each row comes from, one word a line
  --gzip              compresses the log
`;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    attack: { type: 'string' },
    'look-alike': { type: 'string' },
    share: { type: 'string', default: '0.05' },
    days: { type: 'string', default: '14' },
    seed: { type: 'string', default: '1' },
    shape: { type: 'string', default: 'openai' },
    truth: { type: 'string' },
    gzip: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else await writeLog();

async function writeLog(): Promise<void> {
  const plan: LogPlan = {
    requests: numberFrom('requests', values.requests, 1, 1e9),
    attack: oneOf('attack', values.attack, attackNames),
    lookAlike: oneOf('look-alike', values['look-alike'], lookAlikeNames),
    share: numberFrom('share', values.share, 0, 1),
    days: numberFrom('days', values.days, 0.05, 3650),
    seed: numberFrom('seed', values.seed, 0, 2 ** 32),
    shape: oneOf('shape', values.shape, logShapes) ?? 'openai',
  };
  const gzip = values.gzip ? createGzip() : null;
  gzip?.pipe(process.stdout);
  const output = gzip ?? process.stdout;
  const origins: string[] = [];
  let lines = '';
  for (const { row, truth } of generateLog(plan)) {
    lines += `${JSON.stringify(row)}\n`;
    if (values.truth !== undefined) origins.push(truth.origin);
    if (lines.length < 1 << 20) continue;
    if (!output.write(lines)) await once(output, 'drain');
    lines = '';
  }
  output.end(lines);
  if (values.truth !== undefined) writeFileSync(values.truth, origins.join('\n') + '\n');
}

function numberFrom(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  return refuse(`--${name} needs a number from ${least} to ${most}, not "${text}".`);
}

function oneOf<Name extends string>(
  name: string,
  text: string | undefined,
  names: readonly Name[],
): Name | null {
  if (text === undefined) return null;
  return (
    names.find((known) => known === text) ??
    refuse(`--${name} is one of ${names.join(', ')}, not "${text}".`)
  );
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
