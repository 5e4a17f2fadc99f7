/** scikit-learn in a Python process that learns once and judges whenever it is asked. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LabelledSample } from '../../server/train/corpus.ts';
import type { FittedPeer, Judged, Split } from './fitted-peer.ts';

/** Debian's own Python has Debian's packages; another one may come first in the path. */
const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('scikit-learn.py', import.meta.url));

export async function fitScikitLearn(split: Split, folder: string): Promise<FittedPeer> {
  const learned = join(folder, 'scikit-learn-learned');
  const heldOut = join(folder, 'scikit-learn-held-out');
  await writeFile(learned, toLines(split.learned));
  await writeFile(heldOut, toLines(split.heldOut));
  const child = spawn(python, [script, learned, heldOut], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async judge() {
      child.stdin.write('\n');
      const answer = await answers.next();
      if (answer.done === true) throw new Error('scikit-learn ended early');
      return JSON.parse(answer.value) as Judged;
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

function toLines(samples: readonly LabelledSample[]): string {
  return samples.map(({ model, text }) => `${JSON.stringify({ model, text })}\n`).join('');
}
