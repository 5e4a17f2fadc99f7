/** Requests, one after the other → what is remembered of a log: a table of numbers and a few names. */

import { hashText } from '../engine/hash.ts';
import { capabilities, capabilityOf } from './capability.ts';
import type { LogContext } from './group.ts';
import { ReplayBook } from './replays.ts';
import type { LogRequest } from './request.ts';
import { type RequestTable, RequestTableBuilder } from './request-table.ts';
import { TemplateMiner } from './template-miner.ts';
import { valueWeightsFile } from '../locations.ts';
import { loadValueModel } from './axes/value.ts';
import { learnedShift, valueLabels, valueLabelsOf } from './value-labels.ts';

/** Beyond, accounts are one: of so many, those that matter have long been seen. About 40 MB. */
const mostAccounts = 1 << 18;
const mostModels = 1000;
/** Longer ones are of tools that many people use, and say nothing about who asks. */
const longestSystem = 1500;

export class LogFold {
  readonly model = loadValueModel(valueWeightsFile);
  readonly miner = new TemplateMiner();
  readonly #table = new RequestTableBuilder();
  readonly #replays = new ReplayBook();
  readonly #accounts = new Map<string, number>();
  readonly #models = new Map<string, number>();
  /** All requests, remembered or not. */
  requests = 0;

  get thinning(): number {
    return this.#table.thinning;
  }

  get accounts(): readonly string[] {
    return [...this.#accounts.keys()];
  }

  get models(): number {
    return this.#models.size;
  }

  /** `file`: which of the logs they are from. */
  add(requests: readonly LogRequest[], file: number): void {
    const mined = this.miner.mine(requests.map(minedText));
    requests.forEach((request, i) => {
      const account = indexOf(this.#accounts, request.account, mostAccounts);
      this.#table.add({
        time: request.time,
        account,
        organisation: request.organisation === null ? -1 : hashText(request.organisation) >>> 1,
        model: request.model === null ? -1 : indexOf(this.#models, request.model, mostModels),
        template: mined[i]!.template,
        prompt: mined[i]!.prompt,
        row: request.row,
        file,
        status: request.status ?? 0,
        outputTokens: request.outputTokens ?? -1,
        labels: valueLabelsOf(request.prompt, this.model),
        capability: capabilityOf(request.prompt),
        replay: this.#replays.look(request, account),
      });
    });
    this.requests += requests.length;
  }

  context(seed: number): LogContext {
    const table = this.#table.table();
    const { templates } = this.miner;
    // Numbers in a row from 1; those of forgotten templates are none.
    const numbers = new Map(templates.map(({ id }, i) => [id, i + 1]));
    const template = table.template.map((id) => numbers.get(id) ?? 0);
    return contextOf(
      { ...table, template },
      {
        accountCount: this.#accounts.size,
        modelCount: this.#models.size,
        templates: [null, ...templates],
        templateCount: templates.length + 1,
        seed,
      },
    );
  }
}

function minedText({ system, prompt }: LogRequest): string {
  if (system === '' || system.length > longestSystem) return prompt;
  return prompt === '' ? system : `${system}\n${prompt}`;
}

/** The last place is for all that come when there is no more room. */
function indexOf(known: Map<string, number>, name: string, most: number): number {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= most) return most - 1;
  known.set(name, known.size);
  return known.size - 1;
}

const hour = 3_600_000;

function contextOf(
  table: RequestTable,
  counts: Pick<LogContext, 'accountCount' | 'templates' | 'templateCount' | 'seed'> & {
    readonly modelCount: number;
  },
): LogContext {
  const accountRequests = new Int32Array(counts.accountCount);
  const capabilityCounts = new Int32Array(capabilities.length);
  const labelCounts = new Int32Array(valueLabels.length + learnedShift);
  const activeHours = new Int32Array(24);
  const lastHour = new Int32Array(counts.accountCount).fill(-1);
  const modelFrom = Array.from({ length: counts.modelCount }, () => Infinity);
  let [from, to] = [Infinity, -Infinity];
  for (let i = 0; i < table.length; i++) {
    const [account, time, model] = [table.account[i]!, table.time[i]!, table.model[i]!];
    accountRequests[account]!++;
    capabilityCounts[table.capability[i]!]!++;
    for (let bit = 0; bit < labelCounts.length; bit++)
      labelCounts[bit]! += (table.labels[i]! >> bit) & 1;
    if (Number.isNaN(time)) continue;
    from = Math.min(from, time);
    to = Math.max(to, time);
    if (model >= 0) modelFrom[model] = Math.min(modelFrom[model]!, time);
    const at = Math.floor(time / hour);
    // The log is mostly in the order of time, so an account's hours come one after the other.
    if (lastHour[account] === at) continue;
    lastHour[account] = at;
    activeHours[((at % 24) + 24) % 24]!++;
  }
  const hasTimes = from <= to;
  return {
    table,
    ...counts,
    accountRequests,
    requestsOf: indexByAccount(table.account, accountRequests),
    capabilityCounts,
    labelCounts,
    activeHours,
    modelFrom,
    from: hasTimes ? from : NaN,
    to: hasTimes ? to : NaN,
  };
}

/** All requests sorted by account, and where each account's begin. */
function indexByAccount(accounts: Int32Array, counts: Int32Array): (account: number) => Int32Array {
  const ends = counts.slice();
  for (let account = 1; account < ends.length; account++) ends[account]! += ends[account - 1]!;
  const starts = ends.map((end, account) => end - counts[account]!);
  const next = starts.slice();
  const sorted = new Int32Array(accounts.length);
  accounts.forEach((account, i) => (sorted[next[account]!++] = i));
  return (account) => sorted.subarray(starts[account], ends[account]);
}
