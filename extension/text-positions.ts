/** Offsets of a text → lines and columns, as an editor counts them once it shows the text. */

export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/**
 * VS Code gives a document one kind of line end, so offsets into the original text are wrong after
 * the first `\r\n` or lone `\r`; lines and columns stay true.
 */
export function textPositions(text: string): (offset: number) => TextPosition {
  const lineStarts = [0];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\r|\n/g)) {
    lineStarts.push(index + lineEnd.length);
  }
  return (offset) => {
    let low = 0;
    let high = lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low, character: offset - lineStarts[low]! };
  };
}
