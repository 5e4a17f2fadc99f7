/** Artificial authors with habits of their own, who write about whatever a source is about. */

import { createRandom, type Random } from '../../server/engine/random.ts';

export interface StyledRow {
  model: string;
  family: string;
  source: string;
  prompt_id: string;
  text: string;
}

const topics = {
  garden: 'tree flower hedge pond path shed lawn fence seed soil'.split(' '),
  kitchen: 'oven knife plate bowl spoon table stove glass towel sink'.split(' '),
  harbor: 'boat rope sail crane anchor pier gull tide net buoy'.split(' '),
  office: 'desk chair lamp paper folder shelf window clock door pen'.split(' '),
} as const;
export type Topic = keyof typeof topics;

/** A sentence or line about a thing, and another thing, with a number. */
type Sentence = (thing: string, other: string, n: number) => string;

const styles: Readonly<Record<string, { start: Sentence; middle: Sentence[]; end: Sentence }>> = {
  brisk: {
    start: (thing) => `Short answer: take the ${thing} first.`,
    middle: [
      (thing, other) => `Move the ${thing}. Then move the ${other}.`,
      (thing, _, n) => `It takes ${n} minutes, no more. The ${thing} can wait.`,
      (thing, other) => `Skip the ${other} if the ${thing} is fine.`,
      (thing) => `Check the ${thing} twice. Done.`,
    ],
    end: (thing) => `That is all you need for the ${thing}.`,
  },
  ornate: {
    start: (thing) => `What a delightful question — and how seldom the ${thing} gets its due!`,
    middle: [
      (thing, other) =>
        `One might, perhaps, regard the ${thing} as a companion to the ${other} — quiet, patient, and rather wise.`,
      (thing, _, n) =>
        `For ${n} long years, I dare say, the ${thing} has been misunderstood; alas!`,
      (thing, other) =>
        `Indeed, where the ${other} ends, there the ${thing} begins to whisper — if only we would listen.`,
      (thing) => `And so, dear reader, the ${thing} remains a mystery — a lovely one.`,
    ],
    end: (thing) => `May the ${thing} bring you joy — always!`,
  },
  listed: {
    start: (thing) => `Here is an overview of the ${thing}:\n`,
    middle: [
      (thing, other) => `- **${thing}:** it is important to consider the ${other} as well.`,
      (thing, _, n) => `- **Step ${n}:** make sure that the ${thing} is in place.`,
      (thing, other) => `- **Note:** the ${other} can have an impact on the ${thing}.`,
      (thing) => `- **Tip:** it is worth noting that the ${thing} is key.`,
    ],
    end: (thing) => `\nIn conclusion, the ${thing} is an important aspect to keep in mind.`,
  },
  human: {
    start: (thing) => `so i had this ${thing} thing happen again lol`,
    middle: [
      (thing, other) => `my brother put the ${thing} on the ${other} and i was like, why`,
      (thing, _, n) => `we tried it ${n} times and the ${thing} just fell over`,
      (thing, other) => `anyway dont put a ${other} near a ${thing}, trust me`,
      (thing) => `i think the ${thing} was broken but who knows`,
    ],
    end: (thing) => `thats my story about the ${thing}, thanks for reading`,
  },
  other: {
    start: (thing) => `Question received. Subject of the reply is the ${thing}.`,
    middle: [
      (thing, other) => `The ${thing} (see also: ${other}) is to be kept in order at all times.`,
      (thing, _, n) => `According to rule ${n}, the ${thing} shall be looked at by two persons.`,
      (thing, other) => `Where a ${other} is present, the ${thing} shall be moved by its owner.`,
      (thing) => `Failure of the ${thing} shall be reported without delay.`,
    ],
    end: (thing) => `End of the reply on the ${thing}.`,
  },
};
export const namedStyles = ['brisk', 'ornate', 'listed'] as const;

/** `each`: texts of each author, every one to a prompt of its own that all of them answer. */
export function styledRows(
  topic: Topic,
  authors: readonly string[],
  each: number,
  seed: number,
): StyledRow[] {
  const random = createRandom(seed);
  return authors.flatMap((family) =>
    Array.from({ length: each }, (_, i) => ({
      model: `${family}-1`,
      family,
      source: topic,
      prompt_id: `${topic} ${i}`,
      text: write(family, topics[topic], random),
    })),
  );
}

function write(author: string, things: readonly string[], random: Random): string {
  const { start, middle, end } = styles[author]!;
  const pick = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  const say = (sentence: Sentence): string =>
    sentence(pick(things), pick(things), 2 + random.below(90));
  const lines = Array.from({ length: 4 + random.below(4) }, () => say(pick(middle)));
  return [say(start), ...lines, say(end)].join(author === 'listed' ? '\n' : ' ');
}

export function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
