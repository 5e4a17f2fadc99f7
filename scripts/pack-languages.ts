/**
 * The table of `eld` (Apache-2.0) → the same table in a file of 0.2 MB instead of 1, and in every
 * worker 14 MB of memory instead of 85: its 50,000 small objects are made when they are asked for.
 */

import { deflateRawSync } from 'node:zlib';

/** As eld has it: per n-gram, languages by their number, with a weight. */
export interface LanguageTable {
  readonly languages: Readonly<Record<number, string>>;
  readonly ngrams: Readonly<Record<string, Readonly<Record<number, number>>>>;
  readonly [other: string]: unknown;
}

const tableFile = new URL('../node_modules/eld/src/ngrams/extrasmall.js', import.meta.url);

export async function readLanguages(): Promise<LanguageTable> {
  const { ngramsData } = (await import(tableFile.href)) as { ngramsData: LanguageTable };
  return ngramsData;
}

/** Returns the packed table, and the source of a module that exports it as eld's own module does, reading it from
 *  the file of that name beside it. */
export function packLanguages(
  { ngrams, ...rest }: LanguageTable,
  file: string,
): { table: Buffer; source: string } {
  const keys = Object.keys(ngrams);
  if (keys.some((key) => key.includes('\n'))) throw new Error('a line break within an n-gram');
  // Languages and weights are below 256, and so is the number of pairs that an n-gram has.
  const weights = keys.flatMap((key) => {
    const pairs = Object.entries(ngrams[key]!).map(([language, weight]) => [+language, weight]);
    return [pairs.length, ...pairs.flat()];
  });
  if (weights.some((byte) => byte > 255)) throw new Error('a number of the table needs two bytes');
  const packed = Buffer.concat([Buffer.from(weights), Buffer.from(keys.join('\n'))]);
  const source = `
    import { readFileSync } from 'node:fs';
    import { inflateRawSync } from 'node:zlib';
    const table = inflateRawSync(readFileSync(new URL('${file}', import.meta.url)));
    const bytes = table.subarray(0, ${weights.length});
    const places = new Map();
    let next = 0;
    for (const key of table.toString('utf8', ${weights.length}).split('\\n')) {
      places.set(key, next);
      next += 1 + 2 * bytes[next];
    }
    const weightsOf = (_, key) => {
      const place = places.get(key);
      if (place === undefined) return undefined;
      const weights = {};
      const end = place + 2 * bytes[place];
      for (let at = place + 1; at < end; at += 2) weights[bytes[at]] = bytes[at + 1];
      return weights;
    };
    export const ngramsData = {
      ...${JSON.stringify(rest)},
      ngrams: new Proxy({}, { get: weightsOf }),
    };
  `;
  return { table: deflateRawSync(packed, { level: 9 }), source };
}
