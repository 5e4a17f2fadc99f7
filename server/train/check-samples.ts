/** Whether a profile can be made of the chosen samples, and what its owner should know if it can. */

import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import { humanFamily, otherFamily } from '../engine/decide.ts';
import { type ChosenSamples, fewestTexts } from './choose-samples.ts';
import type { LabelledSample } from './corpus.ts';
import { isBackground, namedCount } from './families.ts';
import { folds, type HeldOutPlan } from './plan-held-out.ts';

/** With fewer, a fold of held-out prompts may hold nearly all texts of a family. */
const fewestPrompts = 2 * folds;
/** Each costs its share of time and of the profile's bytes. Ten times what the profile that ships knows. */
const mostFamilies = 140;

/** Throws a `UserError` that names what is missing, and of which family. */
export function refuseTooFew({ samples, families }: ChosenSamples): void {
  const named = families.slice(0, namedCount(families));
  if (named.length < 2) {
    const found = named.length === 0 ? 'none' : `only "${named[0]!}"`;
    throw new UserError(
      `a profile tells families apart, so it needs texts of at least two; there is ${found} ` +
        `("${humanFamily}" and "${otherFamily}" are the background and no families)`,
    );
  }
  if (named.length > mostFamilies) {
    throw new UserError(
      `${count(named.length, 'family', 'families')}; at most ${mostFamilies} fit into a profile. ` +
        `Give models of one line one family, and rare ones the family "${otherFamily}"`,
    );
  }
  const counts = countFamilies(samples);
  const small = named.filter((family) => (counts.get(family) ?? 0) < fewestTexts);
  if (small.length > 0) {
    const list = small.map((family) => `"${family}" has ${counts.get(family) ?? 0}`);
    throw new UserError(
      `a family needs at least ${fewestTexts} texts that can be used: ${list.join(', ')}. ` +
        `Add texts, or give these rows the family "${otherFamily}"`,
    );
  }
}

/** Throws a `UserError` if leaving out prompts would leave out a family. */
export function refuseFewPrompts({ samples }: ChosenSamples, { way }: HeldOutPlan): void {
  const parted = samples.filter(({ source }) => way.byPrompt.includes(source));
  for (const [family, own] of Map.groupBy(parted, (sample) => sample.family)) {
    const prompts = new Set(own.map(({ promptId }) => promptId)).size;
    if (isBackground(family) || prompts >= fewestPrompts) continue;
    throw new UserError(
      `the ${own.length} texts of "${family}" answer only ${count(prompts, 'prompt')}; at least ` +
        `${fewestPrompts} are needed, since prompts are held out to measure errors (--prompt-field)`,
    );
  }
}

/** Sentences; none is a reason to stop. */
export function backgroundCaveats({ samples }: ChosenSamples): string[] {
  const counts = countFamilies(samples);
  const caveats = [
    { family: humanFamily, whose: 'people', label: 'human' },
    { family: otherFamily, whose: 'other models', label: 'other' },
  ];
  return caveats.flatMap(({ family, whose, label }) => {
    const texts = counts.get(family) ?? 0;
    if (texts >= fewestTexts) return [];
    const few = texts === 0 ? 'no texts' : `only ${count(texts, 'text')}`;
    return [
      `${few} of ${whose} (family "${label}"): what ${whose} wrote will be attributed to the named ` +
        'families, or left unknown',
    ];
  });
}

function countFamilies(samples: readonly LabelledSample[]): Map<string, number> {
  const groups = Map.groupBy(samples, ({ family }) => family);
  return new Map([...groups].map(([family, own]) => [family, own.length]));
}
