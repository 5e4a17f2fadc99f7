/**
 * `npm run bench:leaks`: how many texts of people and of models have which leak. Writes bench/leaks.md.
 * `--corpora FOLDER` says where the labelled samples are.
 */

import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { flags } from '../protocol/views.ts';
import { humanFamily } from '../server/engine/decide.ts';
import { findLeaks } from '../server/engine/leakage.ts';
import { type LabelledSample, readLabelledSamples } from '../server/train/corpus.ts';

const { values } = parseArgs({
  options: { corpora: { type: 'string', default: '../shared/corpora' } },
});

function row(who: string, samples: readonly LabelledSample[]): string {
  const found = samples.map(({ text }) => new Set(findLeaks(text).map(({ flag }) => flag)));
  const counts = flags.map((flag) => found.filter((own) => own.has(flag)).length);
  const cells = [samples.length, ...counts].map((n) => n.toLocaleString('en'));
  return `| ${who} | ${cells.join(' | ')} |`;
}

const rows = readdirSync(values.corpora)
  .filter((file) => file.endsWith('.jsonl.gz'))
  .flatMap((file) => {
    const samples = readLabelledSamples(join(values.corpora, file));
    const human = samples.filter(({ family }) => family === humanFamily);
    const model = samples.filter(({ family }) => family !== humanFamily);
    const source = `\`${file.replace('.jsonl.gz', '')}\``;
    return [
      ...(human.length > 0 ? [row(`${source}, people`, human)] : []),
      ...(model.length > 0 ? [row(source, model)] : []),
    ];
  });

const page = `# Leaks

Written by \`npm run bench:leaks\`; do not edit it by hand.

How many texts of each source have which leak. Whoever says of a text by a person that it is by a model, that it
refuses, or that it holds residue of a template is wrong; odd and hidden characters may well be there. Reasoning in
tags is taken away when samples are read, and is left only where it was not closed.

| source | texts | ${flags.join(' | ')} |
| --- | ---: | ${flags.map(() => '---:').join(' | ')} |
${rows.join('\n')}
`;
await writeFile(new URL('leaks.md', import.meta.url), page);
