/** What each step from bytes to a verdict costs, in one thread and with the real functions. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesSource } from '../server/dataset/byte-source.ts';
import { readRows } from '../server/dataset/jsonl.ts';
import { type LineBatch, lineBatches } from '../server/dataset/lines.ts';
import { createAnalyzer } from '../server/engine/analyzer.ts';
import { familyProbabilities } from '../server/engine/calibrate.ts';
import { decide } from '../server/engine/decide.ts';
import { FeatureBuffer } from '../server/engine/feature-buffer.ts';
import { findFeatures } from '../server/engine/find-features.ts';
import { findLeaks } from '../server/engine/leakage.ts';
import { decodeProfile, type Profile } from '../server/engine/profile.ts';
import { createScorer } from '../server/engine/score.ts';
import { sketchOf } from '../server/engine/sketch.ts';
import { Tokens } from '../server/engine/tokens.ts';
import { defaultProfileFile } from '../server/locations.ts';
import { extractSamples } from '../server/samples/extract-samples.ts';
import { parseField } from '../server/samples/field.ts';
import { detectLanguage } from '../server/samples/language.ts';
import type { Sample } from '../server/samples/sample.ts';
import { copyUnits } from '../server/scan/copy-units.ts';
import { judgeSample, textIdOf, unitsOf } from '../server/scan/judge-rows.ts';
import { datasetText } from './generated-dataset.ts';
import { type Measurement, measured } from './measurement.ts';
import { median } from './repeat.ts';

const datasetBytes = 8_000_000;
const passes = 7;
/** The first passes run code that is not compiled yet. */
const warmUpPasses = 2;
const field = parseField('messages[].content');

export async function measureStages(): Promise<Measurement[]> {
  const bytes = new TextEncoder().encode(datasetText(datasetBytes));
  const profile = decodeProfile(readFileSync(fileURLToPath(defaultProfileFile)));
  const stages = new Map<string, number[]>();
  for (let pass = 0; pass < warmUpPasses + passes; pass++) {
    for (const [stage, milliseconds] of await timeStages(bytes, profile)) {
      const figures = stages.get(stage) ?? [];
      if (pass >= warmUpPasses) figures.push((milliseconds * 1e6) / bytes.length);
      stages.set(stage, figures);
    }
  }
  return [...stages].map(([stage, figures]) => measured(stage, median(figures), 'ns/byte'));
}

async function timeStages(
  bytes: Uint8Array<ArrayBuffer>,
  profile: Profile,
): Promise<Map<string, number>> {
  const watch = new StopWatch();
  parseAllLines(bytes);
  watch.lap('JSON.parse of every line, for comparison');
  const batches: LineBatch[] = [];
  for await (const lines of lineBatches(bytesSource('generated', bytes).chunks())) {
    if (lines.kind === 'lines') batches.push(lines);
  }
  watch.lap('cutting lines');
  const samples = batches.flatMap((batch) => readSamples(batch, watch));
  await timeSteps(samples, profile, watch);
  const analyzer = createAnalyzer(profile, copyUnits);
  watch.skip();
  for (const sample of samples) await judgeSample(nowhere, sample, analyzer);
  watch.lap('all of judging, with the record that it gives');
  return watch.laps;
}

const nowhere = { row: 1, line: 1, parts: [] };

function parseAllLines(bytes: Uint8Array): void {
  const decoder = new TextDecoder();
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(0x0a, start);
    JSON.parse(decoder.decode(bytes.subarray(start, end)));
  }
}

function readSamples(batch: LineBatch, watch: StopWatch): Sample[] {
  watch.skip();
  const rows = [...readRows(batch)];
  watch.lap('reading rows');
  const samples = rows.flatMap((row) => {
    const extraction = row.kind === 'row' ? extractSamples(row.value, field) : null;
    return extraction?.kind === 'samples' ? extraction.samples : [];
  });
  watch.lap('extracting samples');
  return samples;
}

/** The steps of `judgeSample` and of the analyzer, one by one. */
async function timeSteps(
  samples: readonly Sample[],
  profile: Profile,
  watch: StopWatch,
): Promise<void> {
  const tokens = new Tokens(copyUnits);
  const features = new FeatureBuffer();
  const scorer = createScorer(profile);
  watch.skip();
  for (const { text } of samples) {
    findLeaks(text);
    watch.lap('leaks');
    await detectLanguage(text);
    watch.lap('language');
    tokens.read(text);
    watch.lap('tokens');
    for (const { name } of profile.experts) {
      findFeatures(name, tokens, profile.keptWords, features);
      watch.lap(`finding: ${name}`);
    }
    scorer.score(tokens);
    watch.lap('finding again, counting and weighing, all experts');
    const families = familyProbabilities(profile.calibration, scorer.families, tokens.length);
    decide(profile, scorer, families, tokens);
    watch.lap('calibration and decision, models included');
    textIdOf(text);
    watch.lap('identity of the text');
    sketchOf(unitsOf(text));
    watch.lap('sketch, for near-duplicates');
  }
}

class StopWatch {
  /** Milliseconds per stage. */
  readonly laps = new Map<string, number>();
  #last = performance.now();

  /** What happened since the last call counts for this stage. */
  lap(stage: string): void {
    const now = performance.now();
    this.laps.set(stage, (this.laps.get(stage) ?? 0) + now - this.#last);
    this.#last = now;
  }

  /** What happened since the last call counts for none. */
  skip(): void {
    this.#last = performance.now();
  }
}
