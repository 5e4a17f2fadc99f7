/** Labelled texts → as many of each family, spread over sources, models and prompts; by a seed. */

import { createRandom } from '../engine/random.ts';

interface Labelled {
  readonly source: string;
  readonly model: string;
  readonly family: string;
  readonly promptId: string;
}

/**
 * Families get the same prompts as far as they have answered them, since what differs between answers to
 * one prompt is the author. Prompts come in an order that the seed says; of each, sources and models take
 * turns, and prompts come round again until there are enough texts.
 */
export function sampleReferences<T extends Labelled>(
  texts: readonly T[],
  perFamily: number,
  seed: number,
): T[] {
  const prompts = [...new Set(texts.map(promptOf))].sort();
  const order = Int32Array.from(prompts.keys());
  createRandom(seed).shuffle(order);
  const rank = new Map(Array.from(order, (prompt, place) => [prompts[prompt]!, place]));
  const chosen = new Set<T>();
  for (const own of Map.groupBy(texts, ({ family }) => family).values()) {
    for (const text of inTurns(own, rank).slice(0, perFamily)) chosen.add(text);
  }
  return texts.filter((text) => chosen.has(text));
}

function promptOf({ source, promptId }: Labelled): string {
  return JSON.stringify([source, promptId]);
}

/** One text of each prompt, then a second one of each, and so on. Within a prompt, models take turns: which
 *  one is first moves on from prompt to prompt. */
function inTurns<T extends Labelled>(own: readonly T[], rank: ReadonlyMap<string, number>): T[] {
  const models = [...new Set(own.map(({ model }) => model))].sort();
  const turns = [...Map.groupBy(own, promptOf)].flatMap(([prompt, answers]) => {
    const place = rank.get(prompt)!;
    const turnOf = ({ model }: T): number => (models.indexOf(model) + place * 7919) % models.length;
    return answers
      .toSorted((a, b) => turnOf(a) - turnOf(b))
      .map((text, turn) => ({ text, turn, place }));
  });
  return turns.sort((a, b) => a.turn - b.turn || a.place - b.place).map(({ text }) => text);
}
