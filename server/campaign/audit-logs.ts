/** Request logs → campaign cards. One pass over the logs; memory is flat in their size. */

import type {
  CampaignAxis,
  CampaignView,
  LogCoverage,
  LogFileView,
} from '../../protocol/campaign.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { cardOf, type CardSource, timelineOf } from './card.ts';
import { findGroups } from './find-groups.ts';
import type { LogContext } from './group.ts';
import { judgeGroups, type JudgedGroup } from './judge-groups.ts';
import { LogFold } from './log-fold.ts';
import { timeText } from './log-time.ts';
import type { GivenPaths } from './mapping.ts';
import { readBenign } from './read-benign.ts';
import { createPseudonyms, type IdKind } from './pseudonym.ts';
import { readLog, type LogReading } from './read-log.ts';
import { type BenignWindows, windowsView, WindowWatch } from './window-watch.ts';

export interface LogAuditOptions {
  readonly given: GivenPaths;
  /** Of the pseudonyms: who has it can tell whose they are. */
  readonly key: Uint8Array;
  /** Kinds of ids that keep their own names. */
  readonly shown: ReadonlySet<IdKind>;
}

export class LogAudit {
  readonly #fold = new LogFold();
  readonly #files: LogFileView[] = [];
  readonly #reading: LogReading;
  #watch: WindowWatch | null = null;
  #benign: BenignWindows | null = null;

  constructor({ given, key, shown }: LogAuditOptions) {
    this.#reading = { given, pseudonyms: createPseudonyms(key, shown) };
  }

  /** Throws a `UserError` where the log cannot be read on, and the signal's reason when aborted. What was
   *  read until then counts. */
  async add(
    dataset: Pick<Dataset, 'name' | 'batches'>,
    signal: AbortSignal,
    onBlock: (rows: number) => void,
  ): Promise<void> {
    const empty: LogCoverage = { rows: 0, analysed: 0, skipped: {} };
    const file: LogFileView = { path: dataset.name, mapping: null, coverage: empty, problem: null };
    const index = this.#files.push(file) - 1;
    for await (const { requests, coverage, mapping } of readLog(dataset, this.#reading)) {
      signal.throwIfAborted();
      this.#fold.add(requests, index);
      this.#watch?.add(requests, index);
      file.coverage = coverage;
      file.mapping = mapping;
      onBlock(coverage.rows);
    }
  }

  /** Before the first log is added: what is ordinary, by a log that its owner trusts. Throws a `UserError` where it
   *  cannot be read on or is too short. It is read twice. */
  async learnBenign(
    dataset: Pick<Dataset, 'name' | 'batches'>,
    seed: number,
    signal: AbortSignal,
    onBlock: (rows: number) => void,
  ): Promise<void> {
    const { test, benign } = await readBenign(dataset, {
      reading: this.#reading,
      seed,
      signal,
      onBlock,
    });
    this.#watch = new WindowWatch(test);
    this.#benign = benign;
  }

  /** The log that was added last could not be read to its end. */
  addProblem(problem: string): void {
    this.#files.at(-1)!.problem = problem;
  }

  view(seed: number, state: CampaignView['state']): CampaignView {
    const log = this.#fold.context(seed);
    const judged = judgeGroups(findGroups(log), log);
    const { miner, model, accounts, thinning } = this.#fold;
    const source: CardSource = {
      log,
      miner,
      model,
      accounts,
      paths: this.#files.map(({ path }) => path),
    };
    return {
      files: this.#files,
      coverage: sumOf(this.#files),
      requests: this.#fold.requests,
      accounts: accounts.length,
      models: this.#fold.models,
      from: timeText(log.from),
      to: timeText(log.to),
      thinning,
      timeline: timelineOf(allOf(log), log),
      cards: judged
        .filter(({ isCampaign }) => isCampaign)
        .map((it, i) => ({ id: `campaign-${i + 1}`, ...cardOf(it, source) })),
      quiet: quietOf(judged.filter(({ isCampaign }) => !isCampaign)),
      windows: this.#watch && this.#benign && windowsView(this.#watch, this.#benign, source.paths),
      seed,
      state,
    };
  }
}

function* allOf({ table }: LogContext): Generator<number> {
  for (let i = 0; i < table.length; i++) yield i;
}

function sumOf(files: readonly LogFileView[]): LogCoverage {
  const sum: LogCoverage = { rows: 0, analysed: 0, skipped: {} };
  for (const { coverage } of files) {
    sum.rows += coverage.rows;
    sum.analysed += coverage.analysed;
    for (const [name, rows] of Object.entries(coverage.skipped)) {
      const reason = name as keyof LogCoverage['skipped'];
      sum.skipped[reason] = (sum.skipped[reason] ?? 0) + rows;
    }
  }
  return sum;
}

function quietOf(quiet: readonly JudgedGroup[]): CampaignView['quiet'] {
  const axes: Partial<Record<CampaignAxis, number>> = {};
  for (const { findings } of quiet) {
    for (const { axis } of findings) axes[axis] = (axes[axis] ?? 0) + 1;
  }
  return { groups: quiet.length, axes };
}
