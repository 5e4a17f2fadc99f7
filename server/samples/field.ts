/** Which text of a row is judged, as people write it: `messages[].content`, `output`, `a.b.text`. */

import { UserError } from '../dataset/user-error.ts';

export const shapes = [
  'openai-messages',
  'sharegpt',
  'preference',
  'alpaca',
  'prompt-completion',
  'plain-text',
] as const;
export type Shape = (typeof shapes)[number];

/** A conversation list with a text per turn, or one text. `keys` lead to the list or to the text. */
export interface FieldMapping {
  readonly shape: Shape;
  readonly keys: readonly string[];
  /** Key of the text in a turn, where `keys` lead to a list of turns. */
  readonly turnKey: 'content' | 'value' | null;
}

/** The text form, which `parseField` reads back. */
export function printField(mapping: FieldMapping): string {
  const path = mapping.keys.join('.');
  if (mapping.turnKey !== null) return `${path}[].${mapping.turnKey}`;
  return path;
}

const completionKeys = ['completion', 'response', 'answer'];

/** Throws a `UserError` that shows what a field looks like. */
export function parseField(text: string): FieldMapping {
  const [path = '', turn, ...more] = text.split('[].');
  const keys = path.split('.');
  const isWhole = keys.every((key) => key !== '' && !key.includes('[')) && more.length === 0;
  if (!isWhole || (turn !== undefined && turn !== 'content' && turn !== 'value')) {
    throw new UserError(
      `"${text}" is not a field; write it like output, messages[].content or data.answer`,
    );
  }
  if (turn === 'content') return { shape: 'openai-messages', keys, turnKey: 'content' };
  if (turn === 'value') return { shape: 'sharegpt', keys, turnKey: 'value' };
  return { shape: shapeOfKey(keys), keys, turnKey: null };
}

function shapeOfKey(keys: readonly string[]): Shape {
  const [key = ''] = keys;
  if (keys.length > 1) return 'plain-text';
  if (key === 'chosen') return 'preference';
  if (key === 'output') return 'alpaca';
  return completionKeys.includes(key) ? 'prompt-completion' : 'plain-text';
}
