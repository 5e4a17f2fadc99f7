/** A corpus file → answers by model and prompt. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { NamedAnswers } from '../../server/student/answer-table.ts';
import { type Part, partOf } from './roles.ts';

export interface CorpusModel extends NamedAnswers, Part {}

interface CorpusRow {
  readonly model: string;
  readonly family: string;
  readonly prompt_id: string;
  readonly text: string;
  readonly split_hint: string;
}

export async function readCorpus(
  file: string,
): Promise<{ models: CorpusModel[]; prompts: string[] }> {
  const models = new Map<string, CorpusModel & { answers: Map<string, string> }>();
  const prompts = new Set<string>();
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  for await (const line of lines) {
    const row = JSON.parse(line) as CorpusRow;
    const part = partOf(row.model, row.family, row.split_hint);
    if (part.role === 'left-out') continue;
    prompts.add(row.prompt_id);
    let model = models.get(row.model);
    if (model === undefined) {
      model = { name: row.model, ...part, answers: new Map() };
      models.set(row.model, model);
    }
    model.answers.set(row.prompt_id, row.text);
  }
  // Whoever answered few of the prompts was not meant to be compared on them.
  const usable = [...models.values()].filter(({ answers }) => answers.size >= prompts.size / 2);
  return { models: usable, prompts: [...prompts].sort() };
}
