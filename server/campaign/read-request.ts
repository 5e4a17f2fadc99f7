/** A row of a log → a request, or why it is none. */

import type { LogMapping, LogSkipReason } from '../../protocol/campaign.ts';
import { property } from '../samples/read-value.ts';
import { readTime } from './log-time.ts';
import { valueAt } from './mapping.ts';
import type { IdKind, Pseudonyms } from './pseudonym.ts';
import { readConversation } from './read-messages.ts';
import type { LogRequest } from './request.ts';
import { hashBlob } from './hash-blob.ts';

export type ReadRequest =
  | { readonly kind: 'request'; readonly request: LogRequest }
  | { readonly kind: 'skipped'; readonly reason: LogSkipReason };

export function readRequest(
  row: number,
  value: unknown,
  mapping: LogMapping,
  pseudonyms: Pseudonyms,
): ReadRequest {
  const id = (kind: IdKind): string | null => {
    const raw = textOf(valueAt(value, mapping[kind]));
    return raw === null ? null : pseudonyms(kind, raw);
  };
  const account = id('account');
  if (account === null) return { kind: 'skipped', reason: 'no-account' };
  const { system, prompt, turns, blobs } = readConversation(
    valueAt(value, mapping.messages),
    valueAt(value, mapping.system),
  );
  if (prompt === '' && system === '') return { kind: 'skipped', reason: 'no-prompt' };
  return {
    kind: 'request',
    request: {
      row,
      time: readTime(valueAt(value, mapping.time)),
      account,
      organisation: id('organisation'),
      model: textOf(valueAt(value, mapping.model)),
      system,
      prompt,
      turns,
      inputTokens: numberOf(valueAt(value, mapping.inputTokens)),
      outputTokens: numberOf(valueAt(value, mapping.outputTokens)),
      ip: id('ip'),
      userAgent: id('userAgent'),
      session: id('session'),
      status: statusOf(valueAt(value, mapping.status)),
      response: responseText(valueAt(value, mapping.response)),
      blobs: blobs.map(hashBlob),
    },
  };
}

const longestId = 512;

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, longestId) : null;
}

function numberOf(value: unknown): number | null {
  if (value === null || value === '' || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

/** Some logs say only whether it went well. */
const statusWords: Readonly<Record<string, number>> = {
  success: 200,
  ok: 200,
  failure: 500,
  error: 500,
};

function statusOf(value: unknown): number | null {
  if (typeof value === 'string' && Object.hasOwn(statusWords, value)) return statusWords[value]!;
  const status = numberOf(value);
  return status !== null && status >= 100 && status < 600 ? status : null;
}

const responseKeys = ['text', 'content', 'choices', 'message', 'output', 'body'];
/** The usual shapes have five; hostile ones would have thousands. */
const deepest = 8;

/** The text of a response in the usual shapes, the first choice only. */
function responseText(value: unknown): string | null {
  let inner = value;
  for (let depth = 0; depth < deepest; depth++) {
    if (typeof inner === 'string') return inner;
    const key = responseKeys.find((name) => (property(inner, name) ?? null) !== null);
    inner = Array.isArray(inner) ? (inner as readonly unknown[])[0] : property(inner, key ?? '');
  }
  return null;
}
