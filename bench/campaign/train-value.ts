/** `npm run train:value`: the weights of the value axis, from the examples beside this file. */

import { writeFileSync } from 'node:fs';
import { valueBucketBits, valueLabels } from '../../server/campaign/axes/value-model.ts';
import { fitValueModel } from './fit-value.ts';
import { examplesPerTemplate, writeValueExamples } from './value-examples.ts';

const model = fitValueModel(writeValueExamples(examplesPerTemplate));
const labels = Object.fromEntries(
  valueLabels.map((label) => [
    label,
    { bias: model.bias[label], weights: Buffer.from(model.weights[label]).toString('base64') },
  ]),
);
const file = new URL('../../profiles/campaign-value.json', import.meta.url);
writeFileSync(file, `${JSON.stringify({ bits: valueBucketBits, scale: model.scale, labels })}\n`);
