/** JSON Lines files of generated conversations: the same bytes for the same size, on any machine. */

import { open } from 'node:fs/promises';
import { createRandom, type Random } from '../server/engine/random.ts';
import { writeLongAnswer, writePrompt, writeShortAnswer } from './write-answer.ts';

const seed = 20_261_101;
const charsPerWrite = 4_000_000;

/** Writes rows until the file has this many bytes, or a few more. */
export async function writeDataset(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    let written = 0;
    for (const text of datasetParts(bytes)) {
      written += (await file.write(text)).bytesWritten;
      if (written >= bytes) return;
    }
  } finally {
    await file.close();
  }
}

/** The rows of such a file, for those who want them in memory. */
export function datasetText(bytes: number): string {
  let text = '';
  for (const part of datasetParts(bytes)) text += part;
  return text;
}

/** Parts of whole rows, enough of them for a file of this size. */
function* datasetParts(bytes: number): Generator<string> {
  const random = createRandom(seed);
  for (let left = bytes; left > 0;) {
    let part = '';
    while (part.length < Math.min(left, charsPerWrite)) part += row(random);
    left -= Buffer.byteLength(part);
    yield part;
  }
}

/** Half of the rows hold a short answer and half a long one, so most of the text is in long ones. */
function row(random: Random): string {
  const prompt = writePrompt(random);
  const answer = random.below(2) === 0 ? writeShortAnswer(random) : writeLongAnswer(random);
  const messages = [
    { role: 'user', content: prompt },
    { role: 'assistant', content: answer },
  ];
  return `${JSON.stringify({ messages })}\n`;
}
