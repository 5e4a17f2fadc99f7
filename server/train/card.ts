/** The profile's card: what it learned from, under which licences, and how wrong it is. */

import { createHash } from 'node:crypto';
import type { LabelledSample } from './corpus.ts';
import type { UnseenFigures } from './figures.ts';
import { readCatalogue, shippedFamilies } from './select-samples.ts';

export interface ProfileCard {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  /** One line for a person. */
  readonly summary: string;
  readonly families: readonly string[];
  readonly models: readonly string[];
  readonly data: readonly CardSource[];
  readonly figures: UnseenFigures;
}

export interface CardSource {
  readonly source: string;
  readonly licence: string;
  readonly era: string;
  readonly repositories: readonly string[];
  readonly texts: number;
}

export function describeProfile(about: {
  id: string;
  corpora: string;
  samples: readonly LabelledSample[];
  models: readonly { name: string }[];
  bytes: Uint8Array;
  figures: UnseenFigures;
}): ProfileCard {
  const { figures, samples } = about;
  const data = readCatalogue(about.corpora)
    .map((entry) => ({
      source: entry.source,
      licence: entry.licence,
      era: entry.era,
      repositories: entry.repos.map(({ repo, commit }) => `${repo}@${commit.slice(0, 12)}`),
      texts: samples.filter((sample) => sample.source === entry.source).length,
    }))
    .filter(({ texts }) => texts > 0);
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  return {
    id: about.id,
    sha256: createHash('sha256').update(about.bytes).digest('hex'),
    bytes: about.bytes.length,
    summary:
      `${samples.length.toLocaleString('en')} texts from ${data.length} sources; on a source it never saw, ` +
      `the right family comes first for ${percent(figures.family)} of single texts and ` +
      `${percent(figures.familyOf50)} of groups of 50`,
    families: shippedFamilies,
    models: about.models.map(({ name }) => name),
    data,
    figures,
  };
}
