/** Endings that tell word classes apart, found from a word's last letter on. */

const endings =
  'ation ingly ment ness ence ance ious able ible ical tion sion ally ized izes izing ing ity ive ous ful ies est ism ist age ary ers ed ly al er or ic en es s'.split(
    ' ',
  );
const longestEnding = 5;
/** Letters that stay before an ending, at least: "ring" does not end in "ing". */
const fewestBefore = 2;

const letterA = 0x61;
const letters = 26;

/** The endings as a trie, read backwards: the node after `node` by a letter, 0 for none. */
const next = new Uint8Array((1 + endings.join('').length) * letters);
/** Class of the ending that is complete at a node, 0 for none. */
const classAt = new Uint8Array(next.length / letters);

let nodes = 1;
for (const [index, ending] of endings.entries()) {
  let node = 0;
  for (let i = ending.length - 1; i >= 0; i--) {
    const step = node * letters + ending.charCodeAt(i) - letterA;
    if (next[step] === 0) next[step] = nodes++;
    node = next[step]!;
  }
  classAt[node] = index + 1;
}

/** Class of a word by its longest ending; 0 for none of the known ones. */
export function endingOf(units: Uint16Array, start: number, end: number): number {
  const first = Math.max(start + fewestBefore, end - longestEnding);
  let found = 0;
  let node = 0;
  for (let i = end - 1; i >= first; i--) {
    const letter = units[i]! - letterA;
    if (letter < 0 || letter >= letters) break;
    node = next[node * letters + letter]!;
    if (node === 0) break;
    if (classAt[node] !== 0) found = classAt[node]!;
  }
  return found;
}
