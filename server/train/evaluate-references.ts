/**
 * Protocol D: profiles fitted to references, on prompts that these do not answer. The profile that they begin
 * with is trained anew without all of these sources, so that both it and what is compared with it are as they
 * would be for sources that nobody has seen.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnalyzer } from '../engine/analyzer.ts';
import { argmax, basisPointsPerUnit } from '../engine/numbers.ts';
import { decodeProfile, expertNames } from '../engine/profile.ts';
import { createRandom } from '../engine/random.ts';
import { type LabelledSample, foldOf, readLabelledSamples } from './corpus.ts';
import { encodeProfile } from './encode-profile.ts';
import { withBackground } from './families.ts';
import { fitExperts, tasksOf } from './fit-experts.ts';
import type { ReferenceFigures } from './fit-references.ts';
import { groupAccuracy } from './group-accuracy.ts';
import { shippedFeatures } from './held-out.ts';
import { mean } from './mean.ts';
import { sampleReferences } from './sample-references.ts';
import { sampleTask, shippedRecipe } from './recipe.ts';
import { reliabilityOf } from './reliability.ts';
import { renderReferences } from './render-references.ts';
import { selectSamples, shippedFamilies } from './select-samples.ts';
import { judgedPool, type ShareFigures, shareFigures, tryShares } from './share-trials.ts';
import { fitReferencesInThread } from './train-thread.ts';

/** Of many kinds: short mixed tasks, hard questions, politics, chats, problems to solve. */
const sources = ['alpaca_eval', 'speechmap', 'arena_hard_v01', 'zeroeval', 'swombat_personality'];
const sizes = [25, 50, 100, 200, 400];
/** A family with fewer texts to learn from takes no part in its source. */
const fewestTexts = 200;
const testTexts = 60;
/** Of which files of known shares are made. */
const pooledTexts = 300;
export const fileTexts = 1000;
/** Numbers of references of each family by which files are judged. */
const shareSizes = [50, 100, 200];
/** Of a source, those with the most texts: as many as somebody would collect references of. */
const mostFamilies = 7;
const promptParts = 5;
/** Prompts of these parts are never learned from. */
const testParts = [0, 1];
const textsPerModel = 60;
const mostChars = 5000;
const seed = 23;
const nobody = /^(?:student|community|unknown|human|other)$/;
const doubtful = /stealth|third-party|joined-answers|human-prefix/;

export interface Judged {
  readonly texts: number;
  /** Shares of families, each counting once. */
  readonly rows: number;
  readonly groupsOf10: number;
  readonly calibrationError: number;
  readonly matches: number;
  readonly rightMatches: number;
  readonly strangers: number;
  readonly strangerMatches: number;
  /** Null where they were not tried. */
  readonly shares: ShareFigures | null;
}

export interface SizeFigures {
  /** References of each family; fewer where there are no more. */
  readonly size: number;
  readonly references: number;
  /** Of one core. */
  readonly seconds: number;
  readonly judged: Judged;
  /** What its own card says. */
  readonly card: Pick<ReferenceFigures, 'family' | 'familyOf10'>;
}

export interface SourceReferences {
  readonly source: string;
  readonly families: readonly string[];
  /** Family that is not among the references. */
  readonly stranger: string;
  readonly prompts: number;
  readonly byDefault: Judged;
  readonly sizes: readonly SizeFigures[];
}

export async function evaluateReferences(
  corpora: string,
  profiles: string,
  pageFile: string,
): Promise<void> {
  console.error('the profile without these sources');
  const base = await profileWithout(sources, corpora, profiles);
  const results: SourceReferences[] = [];
  for (const source of sources) {
    console.error(source);
    const texts = readLabelledSamples(join(corpora, `${source}.jsonl.gz`)).filter(isUsable);
    results.push(await evaluateSource(source, texts, base));
  }
  writeFileSync(pageFile, renderReferences(results));
  console.error(`wrote ${pageFile}`);
}

function isUsable({ lang, hint, family, text }: LabelledSample): boolean {
  return lang === 'en' && !doubtful.test(hint) && !nobody.test(family) && text.length >= 100;
}

async function evaluateSource(
  source: string,
  given: readonly LabelledSample[],
  base: Uint8Array,
): Promise<SourceReferences> {
  const order = Int32Array.from(given.keys());
  createRandom(seed).shuffle(order);
  const texts = Array.from(order, (i) => ({
    ...given[i]!,
    text: given[i]!.text.slice(0, mostChars),
  }));
  const isTest = ({ promptId }: LabelledSample): boolean =>
    testParts.includes(foldOf(promptId, promptParts));
  const learnable = texts.filter((text) => !isTest(text));
  const all = [...Map.groupBy(learnable, ({ family }) => family)]
    .filter(([, own]) => own.length >= fewestTexts)
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .slice(0, mostFamilies)
    .map(([family]) => family)
    .sort();
  const stranger = all.at(-1)!;
  const families = all.slice(0, -1);
  const testOf = (family: string): LabelledSample[] =>
    texts.filter((text) => isTest(text) && text.family === family);
  const test = families.flatMap((family) => testOf(family).slice(0, testTexts));
  const strangers = testOf(stranger).slice(0, testTexts);
  const pool = families.flatMap((family) => testOf(family).slice(0, pooledTexts));
  const judge = (bytes: Uint8Array, isShared: boolean): Judged => ({
    ...judged(bytes, families, test, strangers),
    shares: isShared ? sharesJudged(bytes, pool) : null,
  });
  const bySize: SizeFigures[] = [];
  for (const size of sizes) {
    const known = learnable.filter(({ family }) => families.includes(family));
    const samples = sampleReferences(known, size, seed);
    const before = process.cpuUsage();
    const order = { id: source, samples, families: withBackground(families), languages: ['en'] };
    const fitted = await fitReferencesInThread(
      { ...order, profile: base },
      () => undefined,
      new AbortController().signal,
    );
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    const figures = judge(fitted.bytes, shareSizes.includes(size));
    const { family, familyOf10 } = fitted.figures;
    bySize.push({
      size,
      references: samples.length,
      seconds,
      judged: figures,
      card: { family, familyOf10 },
    });
    console.error(JSON.stringify(bySize.at(-1)));
  }
  const prompts = new Set(learnable.map(({ promptId }) => promptId)).size;
  const byDefault = judge(base, true);
  console.error(JSON.stringify(byDefault));
  return { source, families, stranger, prompts, byDefault, sizes: bySize };
}

/** As `audit` judges. Other families than those of the references count as wrong. */
function judged(
  bytes: Uint8Array,
  families: readonly string[],
  test: readonly LabelledSample[],
  strangers: readonly LabelledSample[],
): Omit<Judged, 'shares'> {
  const analyzer = createAnalyzer(decodeProfile(bytes));
  const known = analyzer.profile.families;
  const results = test.map(({ family, text }) => {
    const judgement = analyzer.judge(text);
    const { posterior } = judgement;
    const scores = families.map((name) => {
      const at = known.indexOf(name);
      return Math.log(Math.max(at < 0 ? 0 : posterior[at]!, 0.5));
    });
    return {
      family,
      label: families.indexOf(family),
      scores,
      isRight: judgement.family === family,
      isMatch: judgement.verdict === 'match',
      probability: (posterior[argmax(posterior)] ?? 0) / basisPointsPerUnit,
      weight: 1,
    };
  });
  const matches = results.filter(({ isMatch }) => isMatch);
  const byFamily = [...Map.groupBy(results, ({ family }) => family).values()];
  return {
    texts: results.length,
    rows: mean(byFamily.map((own) => own.filter(({ isRight }) => isRight).length / own.length)),
    groupsOf10: groupAccuracy(results, 10, families.length),
    calibrationError: reliabilityOf(results).error,
    matches: matches.length,
    rightMatches: matches.filter(({ isRight }) => isRight).length,
    strangers: strangers.length,
    strangerMatches: strangers.filter(({ text }) => analyzer.judge(text).verdict === 'match')
      .length,
  };
}

/** Files of the texts, and their shares as `audit` estimates them. */
function sharesJudged(bytes: Uint8Array, texts: readonly LabelledSample[]): ShareFigures {
  const analyzer = createAnalyzer(decodeProfile(bytes));
  const pool = judgedPool(analyzer, texts);
  return shareFigures(tryShares(analyzer.profile, pool, { texts: fileTexts, repeats: 1, seed }));
}

/** The shipped profile's weights, fitted without some sources. Its calibration is the shipped one's. */
async function profileWithout(
  left: readonly string[],
  corpora: string,
  profiles: string,
): Promise<Uint8Array> {
  const shipped = new Uint8Array(readFileSync(join(profiles, 'default.profile')));
  const samples = selectSamples(corpora, textsPerModel).filter(
    ({ source }) => !left.includes(source),
  );
  const never = samples.map(() => -1);
  const shared = sampleTask(samples, shippedFamilies, never, shippedRecipe);
  const whole = { models: new Int32Array(0), modelCount: 0, mostModelFeatures: 0 };
  const experts = await fitExperts(tasksOf(shippedFeatures, { ...shared, whole }));
  const { languages, minimumChars, calibration } = decodeProfile(shipped);
  const { nullTail, confusion, typicalScores, ...header } = calibration;
  return encodeProfile({
    header: {
      id: 'without the sources of protocol D',
      families: [...shippedFamilies],
      models: [],
      languages: [...languages],
      minimumChars,
      calibration: header,
    },
    keptWords: shared.keptWords,
    experts: experts.map((expert, e) => ({ ...expert.whole!, name: expertNames[e]! })),
    ...{ nullTail, confusion, typicalScores },
  });
}
