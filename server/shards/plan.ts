/** What a run consists of: its inputs, cut into units that are done apart from each other. */

import { stat } from 'node:fs/promises';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import type { LineRange } from '../dataset/line-range.ts';

export interface PlanSettings {
  readonly field: string | null;
  readonly by: readonly string[] | null;
  /** Null: all. */
  readonly maxRows: number | null;
  readonly seed: number;
  readonly unitMegabytes: number;
}

/** A file as it was when the run began. */
export interface PlannedFile {
  /** As the user gave it. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** In nanoseconds, which a number cannot hold. */
  readonly modified: string;
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
  /** What `teacherprint.json` was; empty if there is none. */
  readonly config: string;
  /** What the baseline was; null if there is none. */
  readonly baseline: string | null;
}

export interface MissingInput {
  readonly name: string;
  readonly problem: string;
}

/** What all processes of a run must agree on. */
export interface RunRequest {
  /** Of the profile. */
  readonly sha256: string;
  readonly settings: PlanSettings;
  /** In the order of the reports. */
  readonly inputs: readonly (PlannedFile | MissingInput)[];
}

/** A file, or some of its lines. */
export interface Unit {
  /** Index of its file among the inputs. */
  readonly input: number;
  /** Null: the whole file. */
  readonly range: LineRange | null;
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
}

export interface Plan extends RunRequest {
  /** Where the run was begun, to which reports relate places. */
  readonly folder: string;
  /** Whether samples are kept for reports that list them. */
  readonly keepsSamples: boolean;
  /** How many parts whoever began the run divided it into; any number can do it. */
  readonly shards: number | null;
  /** In the order of inputs and lines. */
  readonly units: readonly Unit[];
}

export function isFile(input: PlannedFile | MissingInput): input is PlannedFile {
  return !('problem' in input);
}

export function fileOf({ inputs }: Plan, { input }: Unit): PlannedFile {
  const file = inputs[input]!;
  if (!isFile(file)) throw new Error('a unit is of a file');
  return file;
}

/** Which units each shard does: neighbors, and all shards about as many bytes. */
export function unitsByShard(plan: Plan, shards: number): number[][] {
  const byShard: number[][] = Array.from({ length: shards }, () => []);
  // Empty files are units as well.
  const sizes = plan.units.map((unit) => bytesOf(plan, unit) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  sizes.forEach((size, unit) => {
    byShard[Math.floor(((before + size / 2) / total) * shards)]!.push(unit);
    before += size;
  });
  return byShard;
}

/** Of each input, its units in the order of its lines. */
export function unitsByInput({ inputs, units }: Plan): number[][] {
  const byInput: number[][] = inputs.map(() => []);
  units.forEach(({ input }, unit) => byInput[input]!.push(unit));
  return byInput;
}

export function bytesOf(plan: Plan, unit: Unit): number {
  return unit.range === null ? fileOf(plan, unit).bytes : unit.range.byteEnd - unit.range.byteStart;
}

/** Throws a `UserError` if the file is not there. */
export async function identityOf(path: string): Promise<Pick<PlannedFile, 'bytes' | 'modified'>> {
  try {
    const { size, mtimeNs } = await stat(path, { bigint: true });
    return { bytes: Number(size), modified: String(mtimeNs) };
  } catch (error) {
    throw new UserError(`${path}: ${reasonOf(error)}`);
  }
}

/** Why a run that was begun is not the one that is asked for; null if it is. */
export function differenceOf(begun: RunRequest, asked: RunRequest): string | null {
  if (begun.sha256 !== asked.sha256) return 'was begun with another profile';
  const names = Object.keys(settingWords) as (keyof PlanSettings)[];
  const setting = names.find((name) => !isSame(begun.settings[name], asked.settings[name]));
  if (setting !== undefined) return `was begun with another ${settingWords[setting]}`;
  if (begun.inputs.length !== asked.inputs.length) return 'was begun for other inputs';
  for (const [i, input] of begun.inputs.entries()) {
    const difference = inputDifference(input, asked.inputs[i]!);
    if (difference !== null) return difference;
  }
  return null;
}

const settingWords: Record<keyof PlanSettings, string> = {
  field: '--field',
  by: '--by',
  maxRows: '--max-rows',
  seed: '--seed',
  unitMegabytes: '--unit-size',
};

function inputDifference(
  begun: PlannedFile | MissingInput,
  asked: PlannedFile | MissingInput,
): string | null {
  if (isSame(begun, asked)) return null;
  const { name } = begun;
  if (!isFile(begun) || !isFile(asked) || begun.path !== asked.path || name !== asked.name) {
    return 'was begun for other inputs';
  }
  if (begun.config !== asked.config || begun.field !== asked.field) {
    return `was begun before teacherprint.json changed, which concerns ${name}`;
  }
  if (begun.baseline !== asked.baseline) {
    return `was begun with another baseline, which concerns ${name}`;
  }
  return `was begun before ${name} changed`;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
