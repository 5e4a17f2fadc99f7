/** `npm run train` and `npm run evaluate`. */

import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { trainProfile } from './train-profile.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    corpora: { type: 'string', default: '../shared/corpora' },
    output: { type: 'string', default: 'profiles' },
    id: { type: 'string', default: 'default 2026-11' },
  },
});

const [command] = positionals;
if (command === 'train') {
  mkdirSync(values.output, { recursive: true });
  await trainProfile(values.corpora, values.output, values.id);
} else {
  console.error('usage: train | evaluate [--corpora FOLDER] [--output FOLDER]');
  process.exitCode = 2;
}
