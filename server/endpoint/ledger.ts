/**
 * What was asked and what came of it, one line each, on the disk before anything else happens: a run
 * that was killed goes on where it was, and its calls are not forgotten by the budget.
 */

import { type FileHandle, open, stat } from 'node:fs/promises';
import { type FailureReason, failureReasons } from '../../protocol/collecting.ts';
import { fileSource } from '../dataset/byte-source.ts';
import { datasetOf } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import { property } from '../samples/read-value.ts';
import type { Budget } from './budget.ts';
import type { Reply, Usage } from './reply.ts';

export type Outcome =
  | {
      readonly kind: 'answered';
      readonly finish: string | null;
      readonly answeredAs: string | null;
      /** Where its line is. */
      readonly byteStart: number;
      readonly byteEnd: number;
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string };

export interface StoredAnswer {
  readonly text: string;
  readonly finish: string | null;
  readonly answeredAs: string | null;
  /** When it came, as ISO 8601 has it. */
  readonly at: string;
}

export interface Ledger {
  /** The last outcome of each call; none for calls that were never answered. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  sent(id: string, most: Usage): Promise<void>;
  ended(id: string, reply: Reply, at: string): Promise<void>;
  answer(outcome: Extract<Outcome, { kind: 'answered' }>): Promise<StoredAnswer>;
  close(): Promise<void>;
}

const fileVersion = 1;

/** Throws a `UserError` if there is one already and `resumes` is false, or if it cannot be read. */
export async function openLedger(
  path: string,
  { resumes, budget }: { readonly resumes: boolean; readonly budget: Budget },
): Promise<Ledger> {
  const isNew = await create(path);
  if (!isNew && !resumes) throw earlierRun(path);
  const outcomes = new Map<string, Outcome>();
  const end = isNew ? 0 : await readBack(path, outcomes, budget);
  const file = await writing(path, () => open(path, 'r+'));
  await writing(path, () => file.truncate(end));
  const log = new Appender(path, file, end);
  if (end === 0) await log.append({ teacherprint: 'collect', ledger: fileVersion });
  return {
    outcomes,
    async sent(id, most) {
      await log.append({ sent: id, ...most });
    },
    async ended(id, reply, at) {
      const { kind, usage, ...rest } = reply;
      const place = await log.append({ [kind]: id, ...rest, ...usage, at });
      outcomes.set(id, reply.kind === 'failed' ? reply : { ...reply, ...place });
    },
    async answer({ byteStart, byteEnd }) {
      const bytes = new Uint8Array(byteEnd - byteStart);
      await file.read(bytes, { position: byteStart });
      return JSON.parse(new TextDecoder().decode(bytes)) as StoredAnswer;
    },
    async close() {
      await log.settled();
      await file.close();
    },
  };
}

/** What an earlier run came to, and spent; it stays as it is. Nothing if there is none. */
export async function readLedger(
  path: string,
  { resumes }: { readonly resumes: boolean },
  budget: Budget,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  if ((await stat(path).catch(() => null)) === null) return outcomes;
  if (!resumes) throw earlierRun(path);
  await readBack(path, outcomes, budget);
  return outcomes;
}

function earlierRun(path: string): UserError {
  return new UserError(
    `${path}: there are answers of an earlier run; go on with --resume, or choose another --output`,
  );
}

/** False: it is there. */
async function create(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new UserError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
}

/** One line after the other, each on the disk before its writer goes on. */
class Appender {
  readonly #path: string;
  readonly #file: FileHandle;
  #end: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, file: FileHandle, end: number) {
    this.#path = path;
    this.#file = file;
    this.#end = end;
  }

  append(line: object): Promise<{ byteStart: number; byteEnd: number }> {
    const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
    const written = this.#last.then(() =>
      writing(this.#path, async () => {
        const byteStart = this.#end;
        await this.#file.write(bytes, 0, bytes.length, byteStart);
        await this.#file.datasync();
        this.#end += bytes.length;
        return { byteStart, byteEnd: this.#end };
      }),
    );
    this.#last = written.catch(() => undefined);
    return written;
  }

  async settled(): Promise<void> {
    await this.#last;
  }
}

/** Where the next line goes: a last line that was not written to its end is written over. */
async function readBack(
  path: string,
  outcomes: Map<string, Outcome>,
  budget: Budget,
): Promise<number> {
  const source = await fileSource(path);
  const open = new Map<string, Usage>();
  let end = 0;
  for await (const batch of datasetOf(source, 'ledger.jsonl').batches()) {
    if (batch.kind === 'unread') throw damaged(path, batch.firstRow);
    for (const row of readRows(batch)) {
      const isTorn = row.byteEnd === source.byteLength;
      if (isTorn) break;
      if (row.kind === 'problem') throw damaged(path, row.row);
      if (row.row === 1) checkHead(path, row.value);
      else readLine(row.value, { ...row, byteEnd: row.byteEnd + 1 }, { outcomes, open, budget });
      end = row.byteEnd + 1;
    }
  }
  // Calls that were out when the run ended may have cost all they could.
  for (const most of open.values()) budget.add(0, most);
  return end;
}

interface Known {
  readonly outcomes: Map<string, Outcome>;
  /** Calls without an end until now, and what they may cost. */
  readonly open: Map<string, Usage>;
  readonly budget: Budget;
}

function readLine(
  line: unknown,
  { byteStart, byteEnd }: { readonly byteStart: number; readonly byteEnd: number },
  { outcomes, open, budget }: Known,
): void {
  const text = (key: string): string | null => {
    const value = property(line, key);
    return typeof value === 'string' ? value : null;
  };
  const usage = usageOf(line);
  const sent = text('sent');
  if (sent !== null) {
    // Sent twice without an end between: a run was killed there, and both count.
    const before = open.get(sent);
    if (before !== undefined) budget.add(0, before);
    budget.add(1, { promptTokens: 0, answerTokens: 0 });
    open.set(sent, usage ?? { promptTokens: 0, answerTokens: 0 });
    return;
  }
  const [answered, failed] = [text('answered'), text('failed')];
  const id = answered ?? failed;
  if (id === null) return;
  const most = open.get(id);
  open.delete(id);
  budget.add(0, usage ?? most ?? { promptTokens: 0, answerTokens: 0 });
  if (answered !== null) {
    const place = { byteStart, byteEnd };
    outcomes.set(id, {
      kind: 'answered',
      finish: text('finish'),
      answeredAs: text('answeredAs'),
      ...place,
    });
    return;
  }
  const reason = failureReasons.find((known) => known === text('reason')) ?? 'unreadable';
  outcomes.set(id, { kind: 'failed', reason, message: text('message') ?? '' });
}

function usageOf(line: unknown): Usage | null {
  const [promptTokens, answerTokens] = ['promptTokens', 'answerTokens'].map((key) =>
    property(line, key),
  );
  return typeof promptTokens === 'number' && typeof answerTokens === 'number'
    ? { promptTokens, answerTokens }
    : null;
}

function checkHead(path: string, value: unknown): void {
  if (property(value, 'teacherprint') === 'collect' && property(value, 'ledger') === fileVersion)
    return;
  throw new UserError(`${path}: not a ledger of answers, or one of another version`);
}

function damaged(path: string, row: number): UserError {
  return new UserError(`${path}: line ${row} is damaged, so what was asked is not known`);
}

async function writing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UserError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
}
