/** How long a local profile takes: 2,000 references of four families, a short and a long answer to each prompt. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../server/engine/random.ts';
import { runCli } from './audit-process.ts';
import { atMost, type Measurement, measured } from './measurement.ts';
import { writeLongAnswer, writePrompt, writeShortAnswer } from './write-answer.ts';

const prompts = 250;
/** Each with a habit of its own, or there would be nothing to learn. */
const habits = {
  alder: 'Certainly!',
  birch: 'Well,',
  cedar: 'In short:',
  dogwood: 'Good question.',
};
const seed = 20_261_127;

export async function measureReferences(folder: string): Promise<Measurement[]> {
  const file = join(folder, 'references.jsonl');
  await writeFile(file, referenceRows().join(''));
  const output = join(folder, 'bench.references');
  const usage = await runCli(['references', 'fit', file, '--output', output, '--quiet']);
  return [
    atMost(10, measured('`references fit` with 2,000 references', usage.seconds, 's')),
    measured('of one core', usage.cpuSeconds, 's'),
    measured('its peak', usage.peakMegabytes, 'MB'),
  ];
}

function referenceRows(): string[] {
  const random = createRandom(seed);
  return Array.from({ length: prompts }, () => writePrompt(random)).flatMap((prompt) =>
    Object.entries(habits).flatMap(([family, habit]) =>
      [writeShortAnswer(random), writeLongAnswer(random)].map(
        (answer) =>
          `${JSON.stringify({ model: family, family, prompt, output: `${habit} ${answer}` })}\n`,
      ),
    ),
  );
}
