/** The packed table says what eld's own says. */

import { expect, test } from 'vitest';
import { packLanguages, readLanguages } from '../../../scripts/pack-languages.ts';

test('n-grams have the weights that they had', async () => {
  const table = await readLanguages();
  const source = Buffer.from(packLanguages(table)).toString('base64');
  const packed = (await import(`data:text/javascript;base64,${source}`)) as {
    ngramsData: typeof table;
  };
  const { ngrams, ...rest } = packed.ngramsData;
  const { ngrams: original, ...others } = table;
  expect(rest).toEqual(others);
  expect(Object.keys(original).length).toBeGreaterThan(40_000);
  for (const [ngram, weights] of Object.entries(original)) expect(ngrams[ngram]).toEqual(weights);
  for (const unknown of ['', 'constructor', 'qqqqq']) expect(ngrams[unknown]).toBeUndefined();
});
