/** Conversations: OpenAI `messages` (role, content) and ShareGPT `conversations` (from, value). */

import type { FieldMapping } from './field.ts';
import { isObject, property, propertyAt } from './read-value.ts';
import type { RowPath, Sample } from './sample.ts';

const roleKey = { content: 'role', value: 'from' } as const;
const modelRoles = new Set(['assistant', 'gpt', 'model', 'bot', 'chatgpt', 'ai']);
const promptRoles = new Set(['user', 'human']);

/** The turns written by a model; null if the row has no list of turns there. */
export function extractConversation(row: unknown, mapping: FieldMapping): Sample[] | null {
  const { turnKey, keys } = mapping;
  if (turnKey === null) return null;
  return extractTurns(propertyAt(row, keys), turnKey, keys);
}

/** Null if the value is no list of turns, not even as JSON in a text, as tables have to keep it. */
export function extractTurns(
  value: unknown,
  turnKey: 'content' | 'value',
  keys: RowPath,
): Sample[] | null {
  if (typeof value === 'string') {
    const parsed = parseList(value);
    // The texts stand in a text: there is no place in the row to point to.
    return parsed && readTurns(parsed, turnKey, []).map((sample) => ({ ...sample, paths: [] }));
  }
  return Array.isArray(value) ? readTurns(value, turnKey, keys) : null;
}

function parseList(text: string): readonly unknown[] | null {
  if (!/^\s*\[\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function readTurns(
  turns: readonly unknown[],
  turnKey: 'content' | 'value',
  keys: RowPath,
): Sample[] {
  const samples: Sample[] = [];
  let prompt: string | null = null;
  turns.forEach((turn, index) => {
    const role = property(turn, roleKey[turnKey]);
    if (typeof role !== 'string') return;
    const content = readContent(property(turn, turnKey), [...keys, index, turnKey]);
    if (promptRoles.has(role)) prompt = content?.text ?? null;
    if (modelRoles.has(role) && content !== null)
      samples.push({ turn: index, role, prompt, ...content });
  });
  return samples;
}

/** A text, or content parts of which the text ones are joined by line breaks. */
function readContent(
  content: unknown,
  path: RowPath,
): { text: string; paths: readonly RowPath[] } | null {
  if (typeof content === 'string') return { text: content, paths: [path] };
  if (!Array.isArray(content)) return null;
  const texts: string[] = [];
  const paths: RowPath[] = [];
  content.forEach((part: unknown, index) => {
    const text = isObject(part) ? property(part, 'text') : null;
    if (typeof text !== 'string') return;
    texts.push(text);
    paths.push([...path, index, 'text']);
  });
  return texts.length === 0 ? null : { text: texts.join('\n'), paths };
}
