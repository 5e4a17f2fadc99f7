/** Rows with one text at a field (Alpaca, prompt/completion, plain), or a preferred pair. */

import { extractTurns } from './conversation.ts';
import type { FieldMapping } from './field.ts';
import { property, propertyAt, textOrNull } from './read-value.ts';
import type { Sample } from './sample.ts';

/** Where rows keep what a text answers. */
export const promptKeys = ['prompt', 'instruction', 'query', 'question', 'input'];

/** Null if the row has no text there. */
export function extractSingleText(row: unknown, mapping: FieldMapping): Sample[] | null {
  const text = propertyAt(row, mapping.keys);
  if (typeof text !== 'string') return null;
  return [{ turn: null, role: null, text, paths: [mapping.keys], prompt: promptOf(row) }];
}

/** `chosen` and `rejected`, each a text or a conversation whose last turn counts. They are turns 0 and
 *  1, so that a row and a turn name one text. */
export function extractPreference(row: unknown): Sample[] | null {
  const samples: Sample[] = [];
  for (const [turn, key] of ['chosen', 'rejected'].entries()) {
    const value = property(row, key);
    const place = { turn, role: key };
    const last = extractTurns(value, 'content', [key])?.at(-1);
    if (last !== undefined) samples.push({ ...last, ...place });
    else if (typeof value === 'string') {
      samples.push({ ...place, text: value, paths: [[key]], prompt: promptOf(row) });
    }
  }
  return samples.length === 0 ? null : samples;
}

/** Instruction and input together are the prompt: one instruction may serve many inputs. */
function promptOf(row: unknown): string | null {
  const parts = promptKeys
    .map((key) => textOrNull(property(row, key)))
    .filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\n');
}
