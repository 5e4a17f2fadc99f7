/** The real worker thread, made to die and to fail of rows that hold a certain word. */

import { failingWord, killingWord } from './frail-worker-words.ts';

const parse = JSON.parse;
JSON.parse = (text: string): unknown => {
  if (text.includes(killingWord)) process.exit(1);
  return parse(text) as unknown;
};

const { hasOwn } = Object;
Object.hasOwn = (value: object, key: PropertyKey): boolean => {
  if (JSON.stringify(value).includes(failingWord)) throw new TypeError('a bug');
  return hasOwn(value, key);
};

await import('../../server/scan/worker.ts');
