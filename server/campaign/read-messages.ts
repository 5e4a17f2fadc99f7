/** What a request says to the model: its system prompt, its last prompt, and opaque blobs it carries. */

import { isObject, property } from '../samples/read-value.ts';

export interface Conversation {
  readonly system: string;
  readonly prompt: string;
  readonly turns: number;
  /** Signatures and encrypted reasoning, as they are. */
  readonly blobs: readonly string[];
}

const userRoles = new Set(['user', 'human']);
const systemRoles = new Set(['system', 'developer']);

/** `value`: a list of messages, a prompt, or either as JSON in a text; a body with either in it. */
export function readConversation(value: unknown, system: unknown): Conversation {
  const messages = listOf(value);
  const blobs: string[] = [];
  if (messages === null) {
    const prompt = contentText(value, blobs);
    return { system: contentText(system, blobs), prompt, turns: prompt === '' ? 0 : 1, blobs };
  }
  const systems = [contentText(system, blobs)];
  let prompt = '';
  let turns = 0;
  for (const message of messages) {
    const role = property(message, 'role') ?? property(message, 'from');
    const content =
      property(message, 'content') ?? property(message, 'parts') ?? property(message, 'value');
    const text = contentText(content, blobs);
    collectBlobs(message, blobs);
    const thinking = property(message, 'thinking_blocks');
    if (Array.isArray(thinking)) thinking.forEach((block) => collectBlobs(block, blobs));
    if (typeof role === 'string' && systemRoles.has(role)) systems.push(text);
    if (typeof role !== 'string' || !userRoles.has(role) || text === '') continue;
    prompt = text;
    turns++;
  }
  return { system: systems.filter((text) => text !== '').join('\n'), prompt, turns, blobs };
}

const listKeys = ['messages', 'input', 'contents'];

function listOf(value: unknown): readonly unknown[] | null {
  const parsed = typeof value === 'string' ? parseStructure(value) : value;
  if (isList(parsed)) return parsed.every((item) => typeof item === 'string') ? null : parsed;
  for (const key of listKeys) {
    const list = property(parsed, key);
    if (isList(list)) return list;
  }
  return null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Parsing longer ones could take all memory. */
const longestStructure = 4 << 20;

/** Tables keep lists as JSON in a text. */
function parseStructure(text: string): unknown {
  if (text.length > longestStructure || !/^\s*[[{]\s*["{[]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A text, or the text parts of a list, joined by line breaks. */
function contentText(content: unknown, blobs: string[]): string {
  if (typeof content === 'string') return content;
  const parts = isObject(content) ? (property(content, 'parts') ?? [content]) : content;
  if (!Array.isArray(parts)) return '';
  const texts: string[] = [];
  for (const part of parts as readonly unknown[]) {
    collectBlobs(part, blobs);
    const text = typeof part === 'string' ? part : property(part, 'text');
    if (typeof text === 'string') texts.push(text);
  }
  return texts.join('\n');
}

/** What is opaque to whoever sends it: it can only come from an earlier response. */
const blobKeys = ['signature', 'encrypted_content', 'thought_signature', 'thoughtSignature'];
/** Anything shorter may be an index or a flag. */
const shortestBlob = 16;
const mostBlobs = 64;

function collectBlobs(part: unknown, blobs: string[]): void {
  const take = (value: unknown): void => {
    if (typeof value !== 'string' || value.length < shortestBlob) return;
    if (blobs.length < mostBlobs) blobs.push(value);
  };
  for (const key of blobKeys) take(property(part, key));
  if (property(part, 'type') === 'redacted_thinking') take(property(part, 'data'));
}
