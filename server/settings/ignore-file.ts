/**
 * `.teacherprintignore`: datasets that nobody wants to hear of, in the syntax and with the rules of
 * `.gitignore`. The only importer of `ignore`.
 */

import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { ignoreFileName } from '../../protocol/commands.ts';

/** Remembers what it has read, so it is made for one walk through folders. */
export class IgnoreFiles {
  readonly #folders = new Map<string, Promise<Rules>>();

  /** `file`: an absolute path. */
  async isIgnored(file: string): Promise<boolean> {
    const { root, patterns, matcher } = await this.#rulesOf(dirname(file));
    return patterns.length > 0 && matcher().ignores(slashed(relative(root, file)));
  }

  #rulesOf(folder: string): Promise<Rules> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const rules = this.#read(folder);
    this.#folders.set(folder, rules);
    return rules;
  }

  async #read(folder: string): Promise<Rules> {
    const parent = dirname(folder);
    const above = parent === folder ? null : await this.#rulesOf(parent);
    const text = await readFile(join(folder, ignoreFileName), 'utf8').catch(() => null);
    if (above !== null && text === null) return above;
    const root = above?.root ?? folder;
    const prefix = slashed(relative(root, folder));
    const own = (text ?? '').replace(/^\ufeff/, '').split(/\r?\n/);
    return rulesFrom(root, [...(above?.patterns ?? []), ...own.map((line) => lift(line, prefix))]);
  }
}

/** The patterns of a folder and of all above it; of those that fit, the last one counts. */
interface Rules {
  /** Topmost folder of the disk, which all patterns are relative to. */
  readonly root: string;
  readonly patterns: readonly string[];
  readonly matcher: () => Ignore;
}

function rulesFrom(root: string, lines: readonly string[]): Rules {
  const patterns = lines.filter((line) => line !== '');
  let matcher: Ignore | null = null;
  return {
    root,
    patterns,
    // One spelling is one file, on every machine alike.
    matcher: () => (matcher ??= ignore({ ignorecase: false }).add(patterns)),
  };
}

/** A pattern as it would have to be written in the topmost folder. */
function lift(line: string, prefix: string): string {
  if (line.trim() === '' || line.startsWith('#')) return '';
  if (prefix === '') return line;
  const isNegated = line.startsWith('!');
  const pattern = isNegated ? line.slice(1) : line;
  // A slash that does not end it ties a pattern to its folder.
  const isTied = /\/(?! *$)/.test(pattern);
  const folder = prefix.replace(/[\\*?[\]!# ]/g, '\\$&');
  return `${isNegated ? '!' : ''}/${folder}/${isTied ? '' : '**/'}${pattern.replace(/^\//, '')}`;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
