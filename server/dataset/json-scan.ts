/**
 * Where in a row's JSON text something lies, since `JSON.parse` gives no positions: the string at a
 * path, for rows that somebody looks at, and the mistake in a row that is none. Never recurses.
 */

export interface Span {
  /** UTF-16 offsets of the literal's content, without its quotes, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Of valid JSON. Null if there is no string at the path. Of equal keys the last one counts, as in JSON.parse. */
export function stringSpan(json: string, path: readonly (string | number)[]): Span | null {
  let at = skipSpace(json, 0);
  for (const step of path) {
    const found = typeof step === 'number' ? findItem(json, at, step) : findMember(json, at, step);
    if (found === null) return null;
    at = found;
  }
  return json[at] === '"' ? { start: at + 1, end: endOfString(json, at) - 1 } : null;
}

function findMember(json: string, open: number, key: string): number | null {
  if (json[open] !== '{') return null;
  let found: number | null = null;
  let at = skipSpace(json, open + 1);
  while (json[at] === '"') {
    const keyEnd = endOfString(json, at);
    const value = skipSpace(json, skipSpace(json, keyEnd) + 1);
    if (JSON.parse(json.slice(at, keyEnd)) === key) found = value;
    at = skipSpace(json, endOfValue(json, value));
    if (json[at] !== ',') break;
    at = skipSpace(json, at + 1);
  }
  return found;
}

function findItem(json: string, open: number, index: number): number | null {
  if (json[open] !== '[') return null;
  let at = skipSpace(json, open + 1);
  if (json[at] === ']') return null;
  for (let i = 0; i < index; i++) {
    at = skipSpace(json, endOfValue(json, at));
    if (json[at] !== ',') return null;
    at = skipSpace(json, at + 1);
  }
  return at;
}

const literal = /true|false|null|-?\d[\d.eE+-]*/y;

/** Offset at which a value was expected and something else stands, in JSON that is not valid. */
export function unexpectedOffset(json: string): number {
  let at = skipSpace(json, 0);
  // A row begins like an item of an array: with a value.
  for (let before = '['; at < json.length;) {
    const character = json[at]!;
    let end = at + 1;
    if (character === '"') end = endOfString(json, at);
    else if ('}],:'.includes(character)) {
      const isEmptyArray = before === '[' && character === ']';
      if (':,['.includes(before) && !isEmptyArray) return at;
    } else if (character !== '{' && character !== '[') {
      literal.lastIndex = at;
      if (!literal.test(json)) return at;
      end = literal.lastIndex;
    }
    before = character;
    at = skipSpace(json, end);
  }
  return at;
}

function skipSpace(json: string, at: number): number {
  let i = at;
  while (' \t\r\n'.includes(json[i] ?? '.')) i++;
  return i;
}

/** Offset after the closing quote. */
function endOfString(json: string, open: number): number {
  let at = open + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Offset after the value; nesting is counted, not followed. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < json.length) {
    const character = json[at]!;
    if (character === '"') {
      at = endOfString(json, at);
      if (depth === 0) return at;
    } else if (character === '{' || character === '[') {
      depth++;
      at++;
    } else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth--;
      at++;
      if (depth === 0) return at;
    } else if (character === ',' && depth === 0) {
      return at;
    } else {
      at++;
    }
  }
  return at;
}
