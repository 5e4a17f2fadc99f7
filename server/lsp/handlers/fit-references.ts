/** *Fit References*: files of labelled texts → a local profile, which judges a dataset from then on. */

import { basename, dirname, join } from 'node:path';
import type { FitReferencesParams } from '../../../protocol/messages.ts';
import type { FittedReferencesView } from '../../../protocol/views.ts';
import { UserError } from '../../dataset/user-error.ts';
import { readDatasetConfig } from '../../settings/config-file.ts';
import { createWholeFile } from '../../settings/whole-file.ts';
import { savedPathOf } from '../file-path.ts';
import type { Session } from '../session.ts';

export async function fitReferences(
  session: Session,
  { uri, references, workDoneToken }: FitReferencesParams,
  signal: AbortSignal,
): Promise<FittedReferencesView> {
  const dataset = savedPathOf(uri);
  const { configFile, problems } = await readDatasetConfig(dataset);
  const [problem] = problems;
  if (problem !== undefined) throw new UserError(problem);
  const { loaded } = await session.generalEngine(uri);
  const progress =
    workDoneToken === undefined
      ? null
      : session.connection.window.attachWorkDoneProgress(workDoneToken);
  progress?.begin('Fitting references', 0);
  session.status('busy', `fitting references for ${basename(dataset)}`);
  try {
    // Nobody else waits for what this loads.
    const { makeReferencesOf } = await import('../../references/make-from-files.ts');
    const input = {
      id: basename(dataset),
      files: references.map(savedPathOf),
      profile: loaded.bytes,
      begunWith: loaded.view.id,
    };
    const onStep = (step: string): void => progress?.report(0, step);
    const { bytes, card } = await makeReferencesOf(input, onStep, signal);
    const path = join(dirname(configFile), `${basename(dataset)}.references`);
    await write(path, bytes);
    await write(
      `${path.slice(0, -'.references'.length)}.json`,
      `${JSON.stringify(card, null, 2)}\n`,
    );
    await session.configs.setReferences(configFile, dataset, path);
    session.onConfigWritten();
    return { path, summary: card.summary, advice: card.references.advice?.sentence ?? null };
  } finally {
    progress?.done();
    session.status('ready', 'fitting references: ended');
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const file = await createWholeFile(path);
  try {
    await file.write(content);
    await file.finish();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
