/** `npm run evaluate:campaigns`: power of the window test and of the value axis, into docs/evaluation-campaigns.md. */

import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadValueModel, promptSignals } from '../../server/campaign/axes/value.ts';
import type { ValueModel } from '../../server/campaign/axes/value-model.ts';
import { valueWeightsFile } from '../../server/locations.ts';
import { type AttackName, attackNames } from './exchange.ts';
import { exchanges } from './generate-log.ts';
import { type BenignGroup, measurePower } from './power.ts';
import { readPromptSources } from './prompt-sources.ts';
import { type PatternRate, renderEvaluation } from './render-evaluation.ts';
import { valueFigures } from './value-figures.ts';
import { examplesPerTemplate, writeValueExamples } from './value-examples.ts';
import { measureWatch } from './watch-power.ts';

/** Sources with prompts enough for a history and for later windows; the last two are mixtures. */
const groups: readonly BenignGroup[] = [
  { name: 'human_instruct', sources: ['human_instruct'] },
  { name: 'distill_gpteacher', sources: ['distill_gpteacher'] },
  { name: 'speechmap', sources: ['speechmap'] },
  { name: 'spiral_bench', sources: ['spiral_bench'] },
  { name: 'exams', sources: ['speechmap', 'mmlu_pro', 'zeroeval'] },
  {
    name: 'mixed',
    sources: [
      'alpaca_eval',
      'arena_hard_v01',
      'spiral_bench',
      'finetune_robust_students',
      'eqbench_slop',
    ],
  },
];

const { values } = parseArgs({
  options: { corpora: { type: 'string', default: '../shared/corpora' } },
});

if (existsSync(values.corpora)) await evaluate(values.corpora);
else {
  console.error(`There are no labelled samples in ${values.corpora}: say where with --corpora.`);
  process.exitCode = 2;
}

async function evaluate(folder: string): Promise<void> {
  const sources = readPromptSources(folder);
  const plan = { window: 1500, windowsPerPair: 12, benignWindows: 200, seed: 1 };
  const power = measurePower(sources, groups, plan);
  const smaller = [200, 500].map((window) => ({
    window,
    power: measurePower(sources, groups, { ...plan, window, windowsPerPair: 6 }),
  }));
  const model = loadValueModel(valueWeightsFile);
  const people = sources.find(({ name }) => name === 'human_instruct')?.prompts ?? [];
  const text = renderEvaluation({
    power,
    plan,
    smaller,
    watch: await measureWatch(sources, groups, [1, 2]),
    value: valueFigures(writeValueExamples(examplesPerTemplate)),
    people: {
      prompts: people.length,
      flagged: people.filter((prompt) => promptSignals(model, prompt).length > 0).length,
    },
    patterns: attackNames.map((name) => patternRate(model, name)),
  });
  writeFileSync(
    fileURLToPath(new URL('../../docs/evaluation-campaigns.md', import.meta.url)),
    text,
  );
}

/** Share of the requests that want something valuable, of a pattern and of the traffic around it. */
function patternRate(model: ValueModel, name: AttackName): PatternRate {
  const all = { attack: 0, benign: 0 };
  const valued = { attack: 0, benign: 0 };
  for (const [{ prompt }, origin] of exchanges({ requests: 4000, attack: name, share: 0.25 })) {
    const side = origin === 'benign' ? 'benign' : 'attack';
    all[side]++;
    if (promptSignals(model, prompt).length > 0) valued[side]++;
  }
  return { name, attack: valued.attack / all.attack, benign: valued.benign / all.benign };
}
