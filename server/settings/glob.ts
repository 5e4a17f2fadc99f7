/**
 * Globs of `teacherprint.json`: `*`, `**`, `?`, `[a-z]`, `[!a-z]`, `{this,that}`. The file comes with the
 * data, so a glob may be hostile: as a regular expression it could run for hours, here it cannot.
 */

/** Longer than any path. */
const longestGlob = 4096;
const mostAlternatives = 64;

/** A bare name means the file wherever it lies, as in ignore files; `./name` only the one here. */
export function matchesGlob(path: string, glob: string): boolean {
  // A file's name may hold what a glob makes something else of.
  if (glob === path || glob === `./${path}`) return true;
  if (glob.length > longestGlob) return false;
  const segments = path.split('/');
  return alternatives(glob).some((pattern) => {
    if (!pattern.includes('/')) return isCovered(segments.slice(-1), [pattern], '**', fitsName);
    return isCovered(segments, pattern.replace(/^\.\//, '').split('/'), '**', fitsName);
  });
}

/** With each alternative in its brace's place; of too many, the rest is taken literally. */
function alternatives(glob: string): string[] {
  let patterns = [glob];
  for (;;) {
    const brace = /\{([^{}]*)\}/.exec(patterns[0]!);
    if (brace === null || patterns.length > mostAlternatives) return patterns;
    const choices = brace[1]!.split(',').slice(0, mostAlternatives);
    // Not as a pattern of `replace`, in which `$` would mean something.
    patterns = patterns.flatMap((p) => choices.map((choice) => p.replace(brace[0], () => choice)));
  }
}

/**
 * Whether a pattern covers all items, where `many` stands for any number of them. Only the last `many` is
 * ever tried again, which is enough, and bounds the work by the product of the lengths.
 */
function isCovered(
  items: readonly string[],
  pattern: readonly string[],
  many: string,
  fits: (item: string, part: string) => boolean,
): boolean {
  let item = 0;
  let part = 0;
  let retry: { item: number; part: number } | null = null;
  while (item < items.length) {
    const expected = pattern[part];
    if (expected === many) {
      retry = { item, part: ++part };
    } else if (expected !== undefined && fits(items[item]!, expected)) {
      item++;
      part++;
    } else if (retry !== null) {
      item = ++retry.item;
      part = retry.part;
    } else return false;
  }
  return pattern.slice(part).every((rest) => rest === many);
}

/** A class, or a character. */
const parts = /\[!?\]?[^\]]*\]|./gsu;

function fitsName(name: string, pattern: string): boolean {
  return isCovered(Array.from(name), pattern.match(parts) ?? [], '*', fitsCharacter);
}

function fitsCharacter(character: string, part: string): boolean {
  if (part === '?' || part === character) return true;
  const members = /^\[(!?)(.+)\]$/su.exec(part);
  if (members === null) return false;
  const ranges = members[2]!.match(/.-.|./gsu)!;
  const isMember = ranges.some((range) => {
    const [from = '', to = from] = range.length > 1 ? range.split(/(?<=^.)-/su) : [range];
    return from <= character && character <= to;
  });
  return isMember === (members[1] === '');
}
