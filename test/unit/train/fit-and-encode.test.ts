import { describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../../server/engine/analyzer.ts';
import { decodeProfile, expertNames } from '../../../server/engine/profile.ts';
import { traits } from '../../../server/engine/texture.ts';
import { calibrate } from '../../../server/train/calibrate-profile.ts';
import type { LabelledSample } from '../../../server/train/corpus.ts';
import { encodeProfile } from '../../../server/train/encode-profile.ts';
import { fitExpert, type FittedExpert } from '../../../server/train/fit-expert.ts';
import { tasksOf } from '../../../server/train/fit-experts.ts';
import { frequentWords } from '../../../server/train/feature-table.ts';
import { promptsOf } from '../../../server/train/recipe.ts';
import { familyIndex } from '../../../server/train/families.ts';
import { shippedFamilies as families } from '../../../server/train/select-samples.ts';

// Two authors with plain habits, in two sources that write about different things.
const habits = {
  claude: (thing: string, i: number) =>
    `I'd be glad to look at the ${thing} with you. There are ${i} points — each one matters — and the ${thing} is worth a careful thought. Let me know what you think!`,
  gpt: (thing: string, i: number) =>
    `Certainly! Here is an overview of the ${thing}:\n\n- **Point ${i}:** the ${thing} is important.\n- **Summary:** overall, the ${thing} helps.\n\nIn conclusion, use the ${thing}.`,
};
const things = {
  garden: 'tree flower hedge pond path shed lawn fence seed soil'.split(' '),
  kitchen: 'oven knife plate bowl spoon table stove glass towel sink'.split(' '),
};

const samples: LabelledSample[] = Object.entries(things).flatMap(([source, nouns]) =>
  Object.entries(habits).flatMap(([family, write]) =>
    nouns.flatMap((noun) =>
      [2, 3, 4].map((i) => ({
        source,
        family,
        model: `${family}-1`,
        promptId: noun,
        hint: '',
        lang: 'en',
        text: write(noun, i),
      })),
    ),
  ),
);

function fit(): { keptWords: number[]; experts: FittedExpert[] } {
  const texts = samples.map(({ text }) => text);
  const keptWords = frequentWords(texts);
  const features = { phrase: 500, spelling: 500, template: 500, layout: 200, ends: 200 };
  const tasks = tasksOf(features, {
    texts,
    keptWords,
    classCount: families.length,
    classes: Int32Array.from(samples, ({ family }) => familyIndex(families, family)),
    weights: new Float32Array(samples.length).fill(1),
    competitors: null,
    heldOut: Int32Array.from(samples, ({ source }) => Object.keys(things).indexOf(source)),
    uses: samples.map(() => 'original' as const),
    prompts: promptsOf(samples),
    fit: { epochs: 6, step: 3, decay: 1e-5, nuisance: { directions: 3, mostPrompts: 20 } },
    whole: {
      models: Int32Array.from(samples, ({ family }) => (family === 'claude' ? 1 : 0)),
      modelCount: 2,
      mostModelFeatures: 100,
    },
  });
  return { keptWords, experts: tasks.map(fitExpert) };
}

describe('a profile from labelled samples', () => {
  const { keptWords, experts } = fit();

  test('every expert tells habits apart in a source that it never saw', () => {
    for (const { expert, heldOutLogits } of experts) {
      const right = samples.filter(({ family }, i) => {
        const row = heldOutLogits.subarray(i * families.length, (i + 1) * families.length);
        return row.indexOf(Math.max(...row)) === familyIndex(families, family);
      });
      expect(right.length / samples.length, expert).toBeGreaterThan(0.9);
    }
  });

  test('fitting again gives the same weights', () => {
    expect(fit().experts).toEqual(experts);
  });

  test('what is encoded and decoded judges like the fit', () => {
    const texts = samples.map((sample, i) => ({
      source: sample.source,
      family: familyIndex(families, sample.family),
      model: sample.model,
      chars: sample.text.length,
      weight: 1,
      experts: experts.map(({ heldOutLogits }) =>
        heldOutLogits.subarray(i * families.length, (i + 1) * families.length),
      ),
      texture: new Array<number>(traits.length).fill(i),
    }));
    const { calibration, nullTail, confusion, typicalScores } = calibrate(
      texts,
      families,
      'sources',
    );
    const bytes = encodeProfile({
      header: {
        id: 'test',
        families: [...families],
        models: [
          { name: 'gpt-1', family: familyIndex(families, 'gpt') },
          { name: 'claude-1', family: familyIndex(families, 'claude') },
        ],
        languages: ['en'],
        minimumChars: 40,
        calibration: { ...calibration, heldOut: 'sources' },
      },
      keptWords,
      nullTail,
      confusion,
      typicalScores,
      experts: experts.map(({ whole }, e) => ({ ...whole!, name: expertNames[e]! })),
    });
    const analyzer = createAnalyzer(decodeProfile(bytes));
    for (const { text, family, model } of samples) {
      const judgement = analyzer.judge(text);
      expect(judgement.family).toBe(family);
      expect(judgement.model).toBe(model);
    }
  });
});
