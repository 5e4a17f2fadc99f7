/** `teacherprint evaluate`: a profile on labelled samples, which are judged as `audit` judges them. */

import { UserError } from '../dataset/user-error.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { fileSink, refuseToReplace, type Sink } from '../report/sink.ts';
import { loadProfile, type LoadedProfile } from '../scan/load-profile.ts';
import { evaluateLabelled } from '../train/evaluate-labelled.ts';
import { isBackground } from '../train/families.ts';
import { ledgerOf } from '../train/ledger.ts';
import { cardFileOf, readLearnedFrom } from '../train/read-card.ts';
import {
  type LabelledEvaluation,
  overlapCaveats,
  renderEvaluationJson,
  renderEvaluationPretty,
} from '../train/render-labelled.ts';
import type { RowLabels } from '../train/row-labels.ts';
import { version } from '../version.ts';
import type { EvaluateArgs, EvaluateFormat } from './args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { judgeLabelled, type JudgedSamples, type LabelledSource } from './judge-labelled.ts';
import { openLabelled, readLabelledFile, refuseWithoutLabels } from './labelled-inputs.ts';
import { standardOutput } from './output.ts';

export async function runEvaluate(args: EvaluateArgs, signal: AbortSignal): Promise<ExitCode> {
  const loaded = loadProfile(args.profile);
  const sinks: Sink[] = [];
  try {
    for (const { path } of args.outputs)
      sinks.push(path === null ? standardOutput : await fileSink(path));
    const sources = await readLabels(args, signal);
    const judged = await judgeLabelled(sources, loaded.bytes, args, signal);
    for (const { source } of sources) {
      if (await source.isUnchanged()) continue;
      throw new UserError(`${source.name}: the file changed while it was read; start again`);
    }
    if (judged.texts.length === 0) {
      complain('no labelled text could be analyzed');
      return exitCodes.nothingAnalyzed;
    }
    const evaluation = await describe(args, loaded, sources, judged);
    for (const { format } of args.outputs) {
      await sinks[0]!.write(render(evaluation, format));
      await sinks.shift()!.finish();
    }
    return exitCodes.clean;
  } finally {
    for (const sink of sinks) await sink.discard();
  }
}

function render(evaluation: LabelledEvaluation, format: EvaluateFormat): string {
  if (format === 'json') return `${renderEvaluationJson(evaluation, version)}\n`;
  return renderEvaluationPretty(evaluation)
    .map((line) => `${escapeTerminal(line)}\n`)
    .join('');
}

/** Before anything is judged, so that a wrong name of a field is known at once. */
async function readLabels(args: EvaluateArgs, signal: AbortSignal): Promise<LabelledSource[]> {
  const sources: LabelledSource[] = [];
  for (const source of await openLabelled(args.paths)) {
    refuseToReplace(source.name, 'evaluated', args.outputs);
    const labels = new Map<number, RowLabels>();
    const file = await readLabelledFile(source, args, signal, (part) => {
      for (const text of part.texts) labels.set(text.row, text.labels);
    });
    sources.push({ source, file, labels });
  }
  refuseWithoutLabels(
    sources.flatMap(({ labels }) => [...labels.values()]),
    args.labels,
  );
  return sources;
}

async function describe(
  args: EvaluateArgs,
  { profile, view }: LoadedProfile,
  sources: readonly LabelledSource[],
  { texts, unused }: JudgedSamples,
): Promise<LabelledEvaluation> {
  const files = sources.map(({ file, labels }) => ({
    ...file,
    sources: [...new Set([...labels.values()].flatMap(({ source }) => source ?? []))],
  }));
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const learned = await readLearnedFrom(cardFileOf(args.profile), view.sha256);
  const figures = evaluateLabelled(texts, profile.families);
  const caveats = overlapCaveats(files, learned);
  if (figures.named.texts === 0) {
    const named = profile.families.filter((family) => !isBackground(family));
    caveats.unshift(
      `none of these texts has the label of a family that the profile names (${named.join(', ')}), so ` +
        'none can be right; --family-field says where families are',
    );
  }
  return { profile: view, files, ledger: ledgerOf(rows, texts.length, unused), figures, caveats };
}
