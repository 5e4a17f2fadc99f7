/** Text that was selected in a JSON file, as the text that it stands for. */

export interface DecodedText {
  readonly text: string;
  /** From an offset in `text` to the same place in the source. */
  readonly toSource: (offset: number) => number;
}

const escapes = /\\(?:["\\/bfnrt]|u[\da-f]{4})/gi;

/** What is no escape stays as it is: a selection may begin and end anywhere. */
export function decodeJsonEscapes(source: string): DecodedText {
  let text = '';
  let from = 0;
  /** Behind each decoded escape: how long the text is, and how much shorter than its source. */
  const steps: { length: number; shorter: number }[] = [];
  for (const { index, 0: escape } of source.matchAll(escapes)) {
    text += source.slice(from, index) + (JSON.parse(`"${escape}"`) as string);
    from = index + escape.length;
    steps.push({ length: text.length, shorter: from - text.length });
  }
  text += source.slice(from);
  const toSource = (offset: number): number =>
    offset + (steps.findLast(({ length }) => length <= offset)?.shorter ?? 0);
  return { text, toSource };
}
