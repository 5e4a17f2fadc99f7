/** fastText through its command line. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FittedPeer, Split } from './fitted-peer.ts';

/**
 * Best of those tried by hand on the held-out texts themselves, which flatters fastText; bench/peers.md
 * names the others. One thread, since with more of them every fit is a different one.
 */
export const fastTextSettings = '-wordNgrams 2 -epoch 25 -lr 1 -dim 10 -thread 1 -verbose 0';

export async function fitFastText(split: Split, folder: string): Promise<FittedPeer> {
  const file = (name: string): string => join(folder, `fasttext-${name}`);
  const names = [...new Set(split.learned.map(({ model }) => model))];
  const labelled = split.learned.map(
    ({ model, text }) => `__label__${names.indexOf(model)} ${toLine(text)}`,
  );
  const lines = split.heldOut.map(({ text }) => toLine(text));
  await writeFile(file('learned'), `${labelled.join('\n')}\n`);
  await writeFile(file('held-out'), `${lines.join('\n')}\n`);
  await writeFile(file('one'), `${lines[0]!}\n`);
  const paths = ['-input', file('learned'), '-output', file('model')];
  await run(['supervised', ...paths, ...fastTextSettings.split(' ')]);
  return {
    async judge() {
      const start = await predict(file('model.bin'), file('one'));
      const all = await predict(file('model.bin'), file('held-out'));
      return {
        models: all.labels.map((label) => names[Number(label.slice('__label__'.length))]!),
        // What it takes for one text is the start of the process and the loading of the model.
        seconds: all.seconds - start.seconds,
      };
    },
    stop: () => Promise.resolve(),
  };
}

/** fastText splits at white space and reads a line per text; marks and line breaks become words. */
function toLine(text: string): string {
  return text
    .replaceAll('\n', ' ¶ ')
    .replace(/[^\p{L}\p{M}\p{N}_\s]/gu, ' $& ')
    .split(/\s+/)
    .join(' ')
    .trim();
}

async function predict(
  model: string,
  texts: string,
): Promise<{ labels: string[]; seconds: number }> {
  const started = performance.now();
  const output = await run(['predict', model, texts]);
  const seconds = (performance.now() - started) / 1000;
  return { labels: output.trim().split('\n'), seconds };
}

async function run(command: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('fasttext', command, { maxBuffer: 2 ** 26 });
  return stdout;
}
