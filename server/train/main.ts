/** `npm run train` and `npm run evaluate…`. */

import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { evaluateAll } from './evaluate.ts';
import { evaluateReferences } from './evaluate-references.ts';
import { evaluateShares } from './evaluate-shares.ts';
import { trainProfile } from './train-profile.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    corpora: { type: 'string', default: '../shared/corpora' },
    output: { type: 'string', default: 'profiles' },
    page: { type: 'string', default: 'docs/evaluation.md' },
    id: { type: 'string', default: 'default 2026-11' },
  },
});

const sharesPage = 'docs/evaluation-shares.md';

const [command] = positionals;
if (command === 'train') {
  mkdirSync(values.output, { recursive: true });
  await trainProfile(values.corpora, values.output, values.id);
} else if (command === 'references') {
  await evaluateReferences(values.corpora, values.output, 'docs/evaluation-references.md');
} else if (command === 'shares') {
  await evaluateShares(values.corpora, values.output, sharesPage);
} else if (command === 'evaluate') {
  await evaluateAll(values.corpora, values.output, values.page);
  await evaluateShares(values.corpora, values.output, sharesPage);
} else {
  console.error(
    'usage: train [--corpora FOLDER] [--output FOLDER] [--id ID]\n' +
      '       evaluate [--corpora FOLDER] [--output FOLDER] [--page FILE]\n' +
      '       references|shares [--corpora FOLDER] [--output FOLDER]',
  );
  process.exitCode = 2;
}
