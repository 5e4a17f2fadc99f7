/** Answers of models that do not exist: each has its own taste in words, and a student takes over a teacher's. */

import { createRandom, type Random } from '../../server/engine/random.ts';
import type { NamedAnswers } from '../../server/student/answer-table.ts';

/** Ways to say the same; a model prefers some. */
const choices = [
  ['sure', 'of course', 'certainly', 'well', 'right', 'good question'],
  ['use', 'take', 'employ', 'apply', 'pick', 'choose'],
  ['the large', 'the big', 'a sizeable', 'one huge', 'some broad', 'the wide'],
  ['because', 'since', 'as', 'for the reason that', 'given that', 'seeing that'],
  ['helps', 'is of help', 'assists', 'supports it', 'is useful', 'does the job'],
  ['finally', 'in the end', 'lastly', 'to sum up', 'at last', 'in conclusion'],
  ['also', 'moreover', 'in addition', 'besides', 'on top of that', 'further'],
  ['maybe', 'perhaps', 'possibly', 'it may be that', 'conceivably', 'with luck'],
  ['start', 'begin', 'set out', 'open', 'commence', 'get going'],
  ['slowly', 'gently', 'with care', 'bit by bit', 'in steps', 'without haste'],
  ['people', 'folks', 'users', 'readers', 'many', 'most of us'],
  ['often', 'frequently', 'time and again', 'usually', 'as a rule', 'mostly'],
  ['overlook', 'miss', 'forget', 'ignore', 'skip', 'pass over'],
  ['detail', 'point', 'aspect', 'matter', 'issue', 'side'],
  ['however', 'still', 'yet', 'even so', 'all the same', 'that said'],
  ['matters', 'counts', 'is key', 'is vital', 'weighs much', 'makes a difference'],
] as const;
const topics = ['rivers', 'bread', 'maps', 'clocks', 'gardens', 'tax', 'chess', 'bridges', 'verse'];
const sentences = 6;

/** Per choice, how much each way of saying it is liked. */
type Taste = readonly (readonly number[])[];

function tasteOf(random: Random): Taste {
  return choices.map((ways) => ways.map(() => random.next() ** 3 + 0.02));
}

/** `share` of the first, the rest of the second. */
function blend(first: Taste, second: Taste, share: number): Taste {
  const normal = (weights: readonly number[]): number[] => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  return first.map((weights, c) => {
    const other = normal(second[c]!);
    return normal(weights).map((weight, w) => share * weight + (1 - share) * other[w]!);
  });
}

function pick(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  );
}

function answer(taste: Taste, topic: string, random: Random): string {
  const lines = Array.from({ length: sentences }, () => {
    const words = choices.map((ways, c) => ways[pick(taste[c]!, random)]!);
    return (
      `${words[0]}, ${words[1]} ${words[2]} thing of ${topic} ${words[3]} it ${words[4]}; ${words[6]} ${words[7]} ${words[5]}. ` +
      `They ${words[8]} ${words[9]}: ${words[10]} ${words[11]} ${words[12]} this ${words[13]}, ${words[14]} it ${words[15]}.`
    );
  });
  return lines.slice(0, 2 + random.below(sentences - 1)).join(' ');
}

function promptOf(index: number): string {
  return `Question ${index + 1}: what about ${topics[index % topics.length]!}?`;
}

export interface ModelPlan {
  readonly name: string;
  readonly vendor?: string;
  readonly seed: number;
  /** Whose taste it took over, by the seed of that model, and how much of it. */
  readonly teacher?: { readonly seed: number; readonly share: number };
}

export function modelAnswers(
  { name, vendor, seed, teacher }: ModelPlan,
  prompts: number,
): NamedAnswers {
  const own = tasteOf(createRandom(seed));
  const taste =
    teacher === undefined ? own : blend(tasteOf(createRandom(teacher.seed)), own, teacher.share);
  const random = createRandom(seed + 1_000_000);
  const answers = new Map<string, string>();
  for (let i = 0; i < prompts; i++) {
    answers.set(promptOf(i), answer(taste, topics[i % topics.length]!, random));
  }
  return { name, vendor: vendor ?? name, answers };
}
