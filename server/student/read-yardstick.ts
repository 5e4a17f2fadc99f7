/** Files → everything that a student is compared with. */

import { basename } from 'node:path';
import type { StudentInput } from './audit-student.ts';
import type { AnswersFile, AnswersOptions } from './read-answers.ts';

export type Yardstick = Omit<StudentInput, 'student' | 'prompts'>;

export interface YardstickFiles extends Pick<StudentInput, 'lineage' | 'seed'> {
  readonly teachers: readonly {
    readonly name: string;
    readonly vendor: string;
    readonly path: string;
  }[];
  /** Paths; null: there is no control. */
  readonly control: string | null;
  readonly decoys: readonly string[];
}

export type ReadFile = (
  path: string,
  role: AnswersOptions['role'],
  name: AnswersOptions['name'],
) => Promise<AnswersFile>;

/** Reads one file after the other, teachers first and in their order. */
export async function readYardstick(files: YardstickFiles, read: ReadFile): Promise<Yardstick> {
  const teachers: AnswersFile[] = [];
  for (const { name, vendor, path } of files.teachers) {
    teachers.push(await read(path, 'teacher', { model: name, vendor }));
  }
  const { control: path, lineage, seed } = files;
  const control = path === null ? null : await read(path, 'control', namedAfter(path));
  const decoys: AnswersFile[] = [];
  for (const file of files.decoys) decoys.push(await read(file, 'decoys', null));
  return { teachers, control, decoys, lineage, seed };
}

/** Whose answers a file holds where nobody says more: its name without endings. */
export function namedAfter(path: string): { model: string; vendor: string } {
  const model = basename(path).replace(/\.\w+(?:\.(?:gz|zst))?$/, '');
  return { model, vendor: model };
}
