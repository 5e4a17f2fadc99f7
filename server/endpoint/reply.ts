/** What a server answered → a text, or why there is none. Nothing in a reply is believed unseen. */

import { isObject, property, propertyAt } from '../samples/read-value.ts';
import type { FailureReason } from '../../protocol/collecting.ts';

/** As the server counted. */
export interface Usage {
  readonly promptTokens: number;
  readonly answerTokens: number;
}

export type Reply =
  | {
      readonly kind: 'answered';
      readonly text: string;
      /** Why the answer ended, such as `stop`, or `length` for one that was cut; null: not said. */
      readonly finish: string | null;
      /** What the server calls the model, often a version of what was asked for. */
      readonly answeredAs: string | null;
      /** Null: the server does not say. */
      readonly usage: Usage | null;
    }
  | Failed;

export interface Failed {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  /** A sentence, perhaps with the server's own words. */
  readonly message: string;
  /** The header of this name. */
  readonly retryAfter: string | null;
  readonly usage: Usage | null;
}

export function failed(reason: FailureReason, message: string, usage: Usage | null = null): Failed {
  return { kind: 'failed', reason, message, retryAfter: null, usage };
}

/** `value`: the whole body of an answer. */
export function readCompletion(value: unknown): Reply {
  const choices = property(value, 'choices');
  if (!Array.isArray(choices)) return failed('unreadable', 'the answer is no chat completion');
  return readAnswer({
    message: property(choices[0], 'message'),
    finish: property(choices[0], 'finish_reason'),
    model: property(value, 'model'),
    usage: readUsage(property(value, 'usage')),
  });
}

export interface ListedModels {
  readonly kind: 'listed';
  readonly names: readonly string[];
}

/** More than a list to choose from can hold. */
const mostModels = 2000;

/** `value`: the whole body of what a server says of its models. */
export function readModels(value: unknown): ListedModels | Failed {
  const data = property(value, 'data');
  if (!Array.isArray(data)) return failed('unreadable', 'the answer is no list of models');
  const names = data
    .slice(0, mostModels)
    .map((model: unknown) => nameOrNull(property(model, 'id')));
  const known = new Set(names.filter((name) => name !== null && name.trim() !== ''));
  return { kind: 'listed', names: [...known].sort() as string[] };
}

/** The pieces of a stream, put together as they come. */
export function createChunkReader(): { add(chunk: unknown): void; end(): Reply } {
  const message = { content: '', refusal: '' };
  let finish: unknown = null;
  let model: unknown = null;
  let usage: Usage | null = null;
  return {
    add(chunk) {
      usage = readUsage(property(chunk, 'usage')) ?? usage;
      model ??= property(chunk, 'model');
      const choices = property(chunk, 'choices');
      // One answer was asked for; others are somebody else's.
      const own: unknown = Array.isArray(choices)
        ? choices.find((choice) => (property(choice, 'index') ?? 0) === 0)
        : null;
      for (const key of ['content', 'refusal'] as const) {
        const part = propertyAt(own, ['delta', key]);
        if (typeof part === 'string') message[key] += part;
      }
      finish = property(own, 'finish_reason') ?? finish;
    },
    end() {
      if (finish === null) return failed('unreadable', 'the answer ended in the middle', usage);
      return readAnswer({ message, finish, model, usage });
    },
  };
}

interface RawAnswer {
  readonly message: unknown;
  readonly finish: unknown;
  readonly model: unknown;
  readonly usage: Usage | null;
}

function readAnswer({ message, finish, model, usage }: RawAnswer): Reply {
  if (finish === 'content_filter') {
    return failed('filtered', "the server's content filter kept the answer back", usage);
  }
  const text = readContent(property(message, 'content')).toWellFormed();
  const refusal = property(message, 'refusal');
  if (text.trim() === '' && typeof refusal === 'string' && refusal !== '') {
    return failed('refused', 'the server reports a refusal in place of an answer', usage);
  }
  if (text.trim() === '') return failed('empty', emptyWords(message, finish), usage);
  const answeredAs = typeof model === 'string' ? model.slice(0, longestName) : null;
  return { kind: 'answered', text, finish: nameOrNull(finish), answeredAs, usage };
}

const longestName = 200;

function nameOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, longestName) : null;
}

function emptyWords(message: unknown, finish: unknown): string {
  const hasReasoning = ['reasoning_content', 'reasoning'].some(
    (key) => typeof property(message, key) === 'string',
  );
  if (hasReasoning || finish === 'length') {
    return 'the answer has no text; its tokens may all have gone into reasoning';
  }
  return 'the answer has no text';
}

/** A text, or parts of which some are texts. */
function readContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const texts = content.map((part: unknown) => (isObject(part) ? property(part, 'text') : null));
  return texts.filter((text) => typeof text === 'string').join('\n');
}

function readUsage(value: unknown): Usage | null {
  const [promptTokens, answerTokens] = ['prompt_tokens', 'completion_tokens'].map((key) =>
    property(value, key),
  );
  return isCount(promptTokens) && isCount(answerTokens) ? { promptTokens, answerTokens } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
