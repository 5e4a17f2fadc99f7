/**
 * Protocol G on sources that are known, and changes of author along a file: `npm run evaluate:shares`. A
 * profile is made of some prompts of a source as `teacherprint train` makes it, and tried on others: what
 * single texts of each family look like is measured on prompts that neither its weights nor the files are of.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnalyzer } from '../engine/analyzer.ts';
import { argmax } from '../engine/numbers.ts';
import { decodeProfile } from '../engine/profile.ts';
import { foldOf, type LabelledSample } from './corpus.ts';
import { type DriftFigures, tryDrift } from './drift-trials.ts';
import { withBackground } from './families.ts';
import { minimumChars } from './fit-calibration.ts';
import { fitOwnProfile } from './fit-own-profile.ts';
import { planHeldOut } from './plan-held-out.ts';
import { readSource } from './read-source.ts';
import { renderShares } from './render-shares.ts';
import { judgedPool, type ShareTrial, tryShares } from './share-trials.ts';

/** A model of each of eleven vendors, of one era. Chosen before any figure was seen. */
const elevenModels = [
  'claude-3-opus-20240229',
  'gpt-4-turbo-2024-04-09',
  'gemini-pro',
  'deepseek-llm-67b-chat',
  'Meta-Llama-3-70B-Instruct',
  'Qwen2-72B-Instruct',
  'mistral-large-2402',
  'chatglm2-6b',
  'gemma-7b-it',
  'cohere',
  'Yi-34B-Chat',
];
const sources = [
  { source: 'alpaca_eval', models: elevenModels },
  { source: 'eqbench_slop', models: null },
] as const;
/** A third of the prompts is tried; how shares are estimated was chosen on another third. */
const promptParts = 3;
const testPart = 1;
export const fileSizes = [100, 500, 1000];
const repeats = 3;
const mostChars = 5000;
const driftSizes = [200, 1000];
/** Alarms are rare, and take many files to count. */
const steadyFiles = 2000;
const joinedFiles = 400;
const seed = 29;

export interface SourceShares {
  readonly source: string;
  readonly families: readonly string[];
  readonly learnedFrom: number;
  /** Texts that files are drawn from, and the prompts that they answer. */
  readonly pool: number;
  readonly prompts: number;
  /** Single texts of the pool whose family comes first. */
  readonly right: number;
  readonly sizes: readonly { readonly texts: number; readonly trials: readonly ShareTrial[] }[];
}

export interface SharesEvaluation {
  readonly sources: readonly SourceShares[];
  readonly drift: readonly DriftFigures[];
}

export async function evaluateShares(
  corpora: string,
  profiles: string,
  pageFile: string,
): Promise<void> {
  console.error('Drift: files with and without a change, by the profile that ships');
  const drift = driftIn(
    join(profiles, 'default.profile'),
    usableTexts(corpora, 'alpaca_eval', elevenModels),
  );
  const results: SourceShares[] = [];
  for (const { source, models } of sources) {
    console.error(`G: shares in files of ${source}, by a profile of that source`);
    results.push(await sharesIn(source, usableTexts(corpora, source, models)));
    // Whoever stops here has what was measured.
    writeFileSync(pageFile, renderShares({ sources: results, drift }));
  }
  console.error(`wrote ${pageFile}`);
}

function usableTexts(
  corpora: string,
  source: string,
  models: readonly string[] | null,
): LabelledSample[] {
  return readSource(corpora, source, models)
    .filter(({ lang, text }) => lang === 'en' && text.trim().length >= minimumChars)
    .map((sample) => ({ ...sample, text: sample.text.slice(0, mostChars) }));
}

async function sharesIn(source: string, texts: readonly LabelledSample[]): Promise<SourceShares> {
  const isTest = ({ promptId }: LabelledSample): boolean =>
    foldOf(promptId, promptParts) === testPart;
  const names = [...new Set(texts.map(({ family }) => family))].sort();
  const families = withBackground(names);
  const { way, ...plan } = planHeldOut(
    texts.filter((text) => !isTest(text)),
    families,
  );
  const frame = { id: source, families, languages: ['en'], heldOut: way.kind };
  const { bytes } = await fitOwnProfile({ frame, ...plan }, () => undefined);
  const analyzer = createAnalyzer(decodeProfile(bytes));
  const { profile } = analyzer;
  const pool = judgedPool(analyzer, texts.filter(isTest));
  const sizes = fileSizes.map((size) => ({
    texts: size,
    trials: tryShares(profile, pool, { texts: size, repeats, seed }),
  }));
  const prompts = new Set(pool.map(({ prompt }) => prompt)).size;
  return {
    source,
    families: names,
    learnedFrom: plan.samples.length,
    pool: pool.length,
    prompts,
    right: pool.filter(({ family, posterior }) => profile.families[argmax(posterior)] === family)
      .length,
    sizes,
  };
}

function driftIn(profileFile: string, texts: readonly LabelledSample[]): DriftFigures[] {
  const analyzer = createAnalyzer(decodeProfile(readFileSync(profileFile)));
  const pool = judgedPool(analyzer, texts);
  return driftSizes.map((rows) =>
    tryDrift(analyzer.profile, pool, { rows, steady: steadyFiles, joined: joinedFiles, seed }),
  );
}
