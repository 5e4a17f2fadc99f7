/** Which findings of a dataset are in its baseline. */

import { stat } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { type Baseline, readBaseline } from './baseline-file.ts';
import {
  addFinding,
  countFindings,
  emptyFindingSet,
  type FindingSet,
  type Found,
} from './finding-set.ts';

/** What a baseline says of one dataset. */
export interface KnownFindings {
  readonly findings: FindingSet;
  /** Changes whenever the baseline does. */
  readonly identity: string;
}

/** Baselines as they were read last: they are large, and editors ask with every key that is pressed. */
export class Baselines {
  readonly #read = new Map<string, { identity: string; baseline: Promise<Baseline> }>();

  /** `file`: of the baseline. Throws a `UserError` if it cannot be used. */
  async of(file: string, dataset: string): Promise<KnownFindings> {
    const identity = await identityOf(file);
    const known = this.#read.get(file);
    const entry = known?.identity === identity ? known : { identity, baseline: readBaseline(file) };
    this.#read.set(file, entry);
    const findings = (await entry.baseline).get(pathInBaseline(file, dataset));
    return { findings: findings ?? emptyFindingSet(), identity: `${file}:${identity}` };
  }
}

/** Another one for other bytes, without reading them. */
async function identityOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? '' : `${found.ino}:${found.size}:${found.mtimeNs}`;
}

/** How a baseline names a dataset. */
export function pathInBaseline(file: string, dataset: string): string {
  return relative(dirname(file), dataset).split(sep).join('/');
}

/** One pass over a dataset, in the order of its rows. */
export class KnownScan {
  readonly #known: FindingSet;
  readonly #readsAll: boolean;
  readonly #met = emptyFindingSet();

  /** `readsAll`: false if rows are left out on purpose. */
  constructor(known: FindingSet, { readsAll }: { readonly readsAll: boolean }) {
    this.#known = known;
    this.#readsAll = readsAll;
  }

  /** Asked once per finding: of rows without a text, only as many are known as the baseline counts. */
  isKnown({ textId }: Found, rule: string): boolean {
    const { texts, rows } = this.#known;
    const met = this.#met;
    if (textId === null) {
      const times = (met.rows.get(rule) ?? 0) + 1;
      if (times > (rows.get(rule) ?? 0)) return false;
      met.rows.set(rule, times);
      return true;
    }
    if (texts.get(rule)?.has(textId) !== true) return false;
    addFinding(met, { textId }, rule);
    return true;
  }

  /** At the end of the file: entries of the baseline that are of the past. Null: nobody can know. */
  stale(): number | null {
    return !this.#readsAll ? null : countFindings(this.#known) - countFindings(this.#met);
  }
}
