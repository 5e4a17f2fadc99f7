/**
 * Seeded sentences from rules: `{rule}` stands for a line of that rule, `(this|that|)` for one of
 * these, and a backslash takes the meaning from a bracket.
 */

import type { Random } from '../../server/engine/random.ts';

export type Rules = Readonly<Record<string, readonly string[]>>;

/** Writes one line of a rule. */
export type Writer = (rule: string, random: Random) => string;

type Part = string | { readonly choices: readonly Sequence[] } | { readonly rule: string };
type Sequence = readonly Part[];

/** Reads all rules at once, so that a name that is missing is noticed here and not in a log. */
export function createWriter(rules: Rules): Writer {
  const lines = new Map(
    Object.entries(rules).map(([name, texts]) => [name, texts.map((text) => parseLine(text))]),
  );
  for (const [name, sequences] of lines) {
    for (const missing of sequences.flatMap(rulesIn).filter((rule) => !lines.has(rule))) {
      throw new Error(`The rule "${name}" needs a rule "${missing}", which there is not.`);
    }
  }
  const write = (parts: Sequence, random: Random): string => {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') text += part;
      else
        text += write(pick('rule' in part ? lines.get(part.rule)! : part.choices, random), random);
    }
    return text;
  };
  return (rule, random) => write(pick(lines.get(rule) ?? [], random), random);
}

export function pick<T>(items: readonly T[], random: Random): T {
  if (items.length === 0) throw new Error('There is nothing to pick from.');
  return items[random.below(items.length)]!;
}

function rulesIn(parts: Sequence): string[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    return 'rule' in part ? [part.rule] : part.choices.flatMap(rulesIn);
  });
}

function parseLine(text: string): Sequence {
  const { parts, end } = parseUntil(text, 0, '');
  if (end !== text.length) throw new Error(`A bracket too many in "${text}".`);
  return parts;
}

/** Parts from a place on, up to one of the closing marks or the end of the text. */
function parseUntil(text: string, start: number, marks: string): { parts: Part[]; end: number } {
  const parts: Part[] = [];
  let plain = '';
  let at = start;
  const endPlain = (): void => {
    if (plain !== '') parts.push(plain);
    plain = '';
  };
  while (at < text.length && !marks.includes(text[at]!)) {
    const mark = text[at]!;
    if (mark === '{') {
      const close = text.indexOf('}', at);
      endPlain();
      parts.push({ rule: text.slice(at + 1, close) });
      at = close + 1;
    } else if (mark === '(') {
      endPlain();
      const choices: Sequence[] = [];
      do {
        const choice = parseUntil(text, at + 1, '|)');
        choices.push(choice.parts);
        at = choice.end;
      } while (text[at] === '|');
      if (text[at] !== ')') throw new Error(`A bracket is never closed in "${text}".`);
      parts.push({ choices });
      at++;
    } else {
      if (mark === '\\') at++;
      plain += text[at]!;
      at++;
    }
  }
  endPlain();
  return { parts, end: at };
}
