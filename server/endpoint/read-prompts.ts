/** The prompts of a dataset, each once, in the order of the file; of too many, a sample by a seed. */

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Dataset } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import { detectField } from '../samples/choose-field.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import { type FieldMapping, parseField } from '../samples/field.ts';
import { property, textOrNull } from '../samples/read-value.ts';
import { promptKeys } from '../samples/single-text.ts';
import { type Prompt, promptId } from './call.ts';

export interface PromptLedger {
  readonly rows: number;
  /** Rows whose prompt another one has, too. */
  readonly repeated: number;
  readonly withoutPrompt: number;
  readonly tooLong: number;
  readonly unreadable: number;
  /** Prompts that are not in the sample. */
  readonly leftOut: number;
}

export interface ReadPrompts {
  readonly prompts: readonly Prompt[];
  readonly ledger: PromptLedger;
}

export interface PromptOptions {
  readonly field: string | null;
  /** At most so many prompts, those with the smallest hashes: more of them hold all of fewer. */
  readonly most: number;
  readonly seed: number;
}

/** In characters; more than most models read. */
const longestPrompt = 200_000;
const longestName = 100;
const rowsForDetection = 200;

interface Candidate extends Prompt {
  readonly rank: string;
  readonly place: number;
}

export async function readPrompts(
  datasets: readonly Dataset[],
  { field, most, seed }: PromptOptions,
  signal: AbortSignal,
): Promise<ReadPrompts> {
  const ledger = { rows: 0, repeated: 0, withoutPrompt: 0, tooLong: 0, unreadable: 0 };
  const chosen = new Smallest(most);
  for (const dataset of datasets) {
    let mapping = field === null ? null : parseField(field);
    for await (const batch of dataset.batches()) {
      signal.throwIfAborted();
      ledger.rows += batch.rows;
      if (batch.kind === 'unread') {
        ledger.unreadable += batch.rows;
        continue;
      }
      const rows = [...readRows(batch)];
      mapping ??= detectField(
        rows.slice(0, rowsForDetection).flatMap((row) => (row.kind === 'row' ? [row.value] : [])),
      ).mapping;
      for (const row of rows) {
        if (row.kind === 'problem') ledger.unreadable++;
        else {
          const text = promptOf(row.value, mapping);
          if (text === null) ledger.withoutPrompt++;
          else if (text.length > longestPrompt) ledger.tooLong++;
          else if (!chosen.add(candidate(row.value, text, basename(dataset.name), seed))) {
            ledger.repeated++;
          }
        }
      }
    }
  }
  const prompts = chosen.inOrder();
  const { rows, repeated, withoutPrompt, tooLong, unreadable } = ledger;
  const leftOut = rows - repeated - withoutPrompt - tooLong - unreadable - prompts.length;
  return { prompts, ledger: { ...ledger, leftOut } };
}

/** Later turns of a conversation answer what came before them as well, so only its first one is asked. */
function promptOf(row: unknown, mapping: FieldMapping | null): string | null {
  const found = mapping === null ? null : extractSamples(row, mapping);
  const prompt =
    found?.kind === 'samples' ? (found.samples[0]?.prompt ?? null) : firstQuestion(row);
  return prompt === null || prompt.trim() === '' ? null : prompt.toWellFormed();
}

/** Of a row that nobody has answered yet. */
function firstQuestion(row: unknown): string | null {
  for (const [list, role, text] of [
    ['messages', 'role', 'content'],
    ['conversations', 'from', 'value'],
  ] as const) {
    const turns = property(row, list);
    if (!Array.isArray(turns)) continue;
    const isAsked = (turn: unknown): boolean =>
      ['user', 'human'].includes(String(property(turn, role)));
    return textOrNull(property(turns.find(isAsked), text));
  }
  const parts = promptKeys.flatMap((key) => textOrNull(property(row, key)) ?? []);
  return parts.length === 0 ? null : parts.join('\n');
}

function candidate(
  row: unknown,
  text: string,
  file: string,
  seed: number,
): Omit<Candidate, 'place'> {
  const hash = createHash('sha256').update(text).digest('hex');
  const rank = createHash('sha256').update(`${seed}/${hash}`).digest('hex');
  const name = (key: string): string | null => {
    const value = property(row, key);
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' && value !== '' && value.length <= longestName ? value : null;
  };
  return {
    id: name('prompt_id') ?? promptId(text),
    source: name('source') ?? file,
    domain: name('domain'),
    lang: name('lang'),
    text,
    rank,
  };
}

/** Keeps the candidates of the smallest ranks; memory does not grow with what is offered. */
class Smallest {
  readonly #most: number;
  readonly #kept = new Map<string, Candidate>();
  /** Sorted, for the largest of them. */
  readonly #ranks: string[] = [];
  #place = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** False: it is among them already. */
  add(offered: Omit<Candidate, 'place'>): boolean {
    const place = this.#place++;
    if (this.#kept.has(offered.rank)) return false;
    const largest = this.#ranks.at(-1);
    if (this.#ranks.length >= this.#most && largest !== undefined) {
      if (offered.rank > largest) return true;
      this.#kept.delete(largest);
      this.#ranks.pop();
    }
    this.#kept.set(offered.rank, { ...offered, place });
    this.#ranks.splice(this.#positionOf(offered.rank), 0, offered.rank);
    return true;
  }

  inOrder(): Prompt[] {
    const kept = [...this.#kept.values()].sort((a, b) => a.place - b.place);
    return kept.map(({ id, text, source, domain, lang }) => ({ id, text, source, domain, lang }));
  }

  #positionOf(rank: string): number {
    let [low, high] = [0, this.#ranks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ranks[middle]! < rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
