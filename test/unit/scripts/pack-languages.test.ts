/** The packed table says what eld's own says. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { packLanguages, readLanguages } from '../../../scripts/pack-languages.ts';

test('n-grams have the weights that they had', async () => {
  const table = await readLanguages();
  const folder = mkdtempSync(path.join(tmpdir(), 'teacherprint-languages-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const written = packLanguages(table, 'packed.table');
  const module = path.join(folder, 'packed.mjs');
  writeFileSync(path.join(folder, 'packed.table'), written.table);
  writeFileSync(module, written.source);
  const packed = (await import(pathToFileURL(module).href)) as { ngramsData: typeof table };
  const { ngrams, ...rest } = packed.ngramsData;
  const { ngrams: original, ...others } = table;
  expect(rest).toEqual(others);
  expect(Object.keys(original).length).toBeGreaterThan(40_000);
  for (const [ngram, weights] of Object.entries(original)) expect(ngrams[ngram]).toEqual(weights);
  for (const unknown of ['', 'constructor', 'qqqqq']) expect(ngrams[unknown]).toBeUndefined();
});
