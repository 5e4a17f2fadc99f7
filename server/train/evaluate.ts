/** `npm run evaluate`: the protocols, one after the other, and the page that reports them. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProfile } from '../engine/profile.ts';
import { ablate } from './ablation.ts';
import type { ProfileCard } from './card.ts';
import { sitExam } from './exam.ts';
import { evaluateInDomain, type InDomainFigures } from './in-domain.ts';
import { leaveFamiliesOut, leaveModelsOut } from './open-set.ts';
import { readSource } from './read-source.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { renderReliability } from './render-reliability.ts';
import { selectSamples, shippedFamilies } from './select-samples.ts';
import { textsPerModel } from './train-profile.ts';
import { type Transform, transforms } from './transforms.ts';

/** Protocol B's models: of several vendors, of one era, without variants of one another. */
export const shortMixedModels =
  'claude-2.1 claude-3-opus-20240229 claude-3-5-sonnet-20240620 gpt4_1106_preview gpt-4-turbo-2024-04-09 gpt-4o-2024-05-13 gemini-pro Meta-Llama-3-70B-Instruct Meta-Llama-3.1-405B-Instruct-Turbo mistral-large-2402 mistral-medium Qwen2-72B-Instruct Qwen1.5-110B-Chat cohere'.split(
    ' ',
  );

export async function evaluateAll(
  corpora: string,
  profiles: string,
  pageFile: string,
): Promise<void> {
  const say = (line: string): void => console.error(line);
  say('A and I: models of one source of stories, and the same texts transformed');
  const stories = await inDomain(corpora, 'eqbench_slop', null, transforms);
  say('B: models of one source of short mixed tasks');
  const shortMixed = await inDomain(corpora, 'alpaca_eval', shortMixedModels, []);
  say('F: every family judged without itself');
  const profileFile = join(profiles, 'default.profile');
  const { calibration } = decodeProfile(readFileSync(profileFile));
  const samples = selectSamples(corpora, textsPerModel);
  const leftOut = await leaveFamiliesOut(samples, calibration);
  say('F: every model judged without itself');
  const leftOutModels = await leaveModelsOut(samples, calibration);
  say('Ablation: one measure after the other is taken away');
  const ablations = await ablate(samples, shippedFamilies);
  say('The exam: the shipped profile on sources that it never saw');
  const exam = sitExam(corpora, profileFile);
  const card = JSON.parse(readFileSync(join(profiles, 'default.json'), 'utf8')) as ProfileCard;
  const page = renderEvaluation({
    card,
    stories,
    shortMixed,
    leftOut,
    leftOutModels,
    ablations,
    exam,
  });
  const images = join(pageFile, '../images');
  mkdirSync(images, { recursive: true });
  writeFileSync(pageFile, page);
  const plot = renderReliability([
    { name: 'left-out sources', bins: card.figures.reliability },
    { name: 'the exam', bins: exam.reliability.bins },
  ]);
  writeFileSync(join(images, 'reliability.svg'), plot);
  say(`wrote ${pageFile}`);
}

function inDomain(
  corpora: string,
  source: string,
  models: readonly string[] | null,
  changes: readonly Transform[],
): Promise<InDomainFigures> {
  return evaluateInDomain(readSource(corpora, source, models), changes);
}
