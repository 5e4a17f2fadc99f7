/** The one writer of all prompts of a simulated log. */

import { attackRules } from './attack-prompts.ts';
import { benignRules } from './benign-prompts.ts';
import { createWriter } from './grammar.ts';
import { vocabulary } from './vocabulary.ts';

/** Each technique of the sweep by its number, beside the rule that holds them all. */
const sweepVariants = Object.fromEntries(
  attackRules.sweep_variant.map((text, index) => [`sweep_variant_${index}`, [text]]),
);

export const write = createWriter({
  ...vocabulary,
  ...benignRules,
  ...attackRules,
  ...sweepVariants,
});
