/** Prompts of the labelled corpora by their source: populations of people who ask for different things. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface PromptSource {
  readonly name: string;
  /** All different. */
  readonly prompts: readonly string[];
}

/** Fewer prompts than this would be the same ones again and again. */
const leastPrompts = 120;

export function readPromptSources(folder: string): PromptSource[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()
    .map((name) => ({
      name: name.replace('.jsonl.gz', ''),
      prompts: [...promptsIn(path.join(folder, name))],
    }))
    .filter(({ prompts }) => prompts.length >= leastPrompts);
}

function promptsIn(file: string): Set<string> {
  const prompts = new Set<string>();
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const { prompt } = JSON.parse(line) as { prompt?: unknown };
    if (typeof prompt === 'string' && prompt !== '') prompts.add(prompt);
  }
  return prompts;
}
