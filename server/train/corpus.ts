/**
 * Labelled samples: JSON Lines, gzipped or not, with `source`, `model`, `family`, `prompt_id` and
 * `text` per row. Whole files are read; training is not a streaming task.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface LabelledSample {
  readonly source: string;
  readonly model: string;
  readonly family: string;
  readonly promptId: string;
  readonly hint: string;
  readonly lang: string;
  readonly text: string;
}

/** Throws if a row lacks a label: a profile from half-read data would look like a whole one. */
export function readLabelledSamples(file: string): LabelledSample[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const samples: LabelledSample[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const row = JSON.parse(line) as Record<string, unknown>;
    const read = (key: string): string => {
      const value = row[key];
      if (typeof value !== 'string') throw new Error(`${file}:${index + 1}: no text in "${key}"`);
      return value;
    };
    samples.push({
      source: read('source'),
      model: read('model'),
      family: read('family'),
      promptId: read('prompt_id'),
      hint: typeof row['split_hint'] === 'string' ? row['split_hint'] : '',
      lang: typeof row['lang'] === 'string' ? row['lang'] : 'en',
      text: withoutReasoning(read('text')),
    });
  }
  return samples;
}

/** Visible reasoning is a leak of its own and says nothing about the answer's style. */
export function withoutReasoning(text: string): string {
  const open = text.indexOf('<think>');
  const close = text.indexOf('</think>');
  if (close < 0) return text;
  const before = open >= 0 && open < close ? text.slice(0, open) : '';
  return (before + text.slice(close + '</think>'.length)).trimStart();
}

/** Fold of a prompt: its SHA-1 as an integer modulo `folds`, so that splits need no state. */
export function foldOf(promptId: string, folds: number): number {
  const digest = createHash('sha1').update(promptId).digest('hex');
  return Number(BigInt('0x' + digest) % BigInt(folds));
}
