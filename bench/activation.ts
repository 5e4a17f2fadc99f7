/** How long the extension keeps VS Code waiting when it is first needed, in the real VS Code. */

import { packageVsix } from '../scripts/package-vsix.ts';
import { measureActivation } from '../test/e2e/window/measure-activation.ts';
import { atMost, type Measurement, measured } from './measurement.ts';
import { median } from './repeat.ts';

const runs = 5;

export async function measureActivations(): Promise<Measurement[]> {
  const times = await measureActivation(await packageVsix(), runs);
  return [
    atMost(100, measured('loading the code and activating, median', median(times), 'ms')),
    measured('the slowest', Math.max(...times), 'ms'),
  ];
}
