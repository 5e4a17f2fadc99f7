/** Where the author of a document changes, by the means of the audit. */

import type { DriftView } from '../../protocol/views.ts';
import { driftOf } from '../scan/drift.ts';
import { PositionStrip } from '../scan/strip.ts';
import type { DocumentAnalysis } from './document-analysis.ts';

export function findDrift(
  { rows, engine }: Pick<DocumentAnalysis, 'rows' | 'engine'>,
  seed: number,
): DriftView[] {
  const { profile } = engine.loaded;
  const strip = new PositionStrip(profile.families);
  for (const { records } of rows) {
    for (const { row, posterior } of records) strip.add(row, posterior);
  }
  return driftOf(strip.bins(), profile, seed);
}
