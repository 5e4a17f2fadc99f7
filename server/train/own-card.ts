/** The card of a user's profile: what it learned from, how it was measured, and how wrong it is. */

import { createHash } from 'node:crypto';
import type { ByteSource } from '../dataset/byte-source.ts';
import { count } from '../../protocol/words.ts';
import type { LabelledSample } from './corpus.ts';
import type { UnseenFigures } from './figures.ts';
import type { LedgerView } from './ledger.ts';
import { mean } from './mean.ts';
import { folds, type HeldOutWay } from './plan-held-out.ts';

/** The first fields are those of every card, the others tell what only this kind of profile has. */
export interface OwnCard {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  /** One line for a person. */
  readonly summary: string;
  readonly families: readonly string[];
  readonly models: readonly string[];
  readonly data: readonly OwnSource[];
  readonly figures: UnseenFigures;
  readonly languages: readonly string[];
  /** How the texts that the figures were measured on were held out. */
  readonly heldOut: Omit<HeldOutWay, 'caveats'> & { readonly statement: string };
  readonly caveats: readonly string[];
  readonly ledger: LedgerView;
  readonly files: readonly OwnFile[];
}

export interface OwnSource {
  readonly source: string;
  readonly texts: number;
  /** Texts of each family. */
  readonly families: Readonly<Record<string, number>>;
}

/** A file that was read. */
export interface OwnFile {
  readonly file: string;
  /** So that an evaluation on this very file can be told. */
  readonly sha256: string;
  /** Where its texts are; null if it has none. */
  readonly field: string | null;
}

export function describeOwnProfile(
  about: Pick<
    OwnCard,
    'id' | 'families' | 'languages' | 'caveats' | 'ledger' | 'files' | 'figures'
  > & {
    readonly samples: readonly LabelledSample[];
    readonly models: readonly { readonly name: string }[];
    readonly way: HeldOutWay;
    readonly bytes: Uint8Array;
  },
): OwnCard {
  const { id, families, languages, ledger, files, samples, bytes } = about;
  const { kind, wholeSources, byPrompt, fits } = about.way;
  const data = sourcesOf(samples);
  const figures = withMeans(about.figures, about.way);
  return {
    id,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    summary: summaryOf(samples.length, data.length, kind, figures),
    families,
    models: about.models.map(({ name }) => name),
    data,
    figures,
    languages,
    heldOut: { kind, wholeSources, byPrompt, fits, statement: statements[kind] },
    caveats: about.caveats,
    ledger,
    files,
  };
}

const statements: Readonly<Record<HeldOutWay['kind'], string>> = {
  sources:
    'One source after the other was left out; its texts were judged by weights and factors that had not ' +
    'seen it. The figures are meant to hold for kinds of text that were never seen.',
  prompts:
    `One part in ${folds} of the prompts after the other was left out; its texts were judged by weights and factors ` +
    'that had not seen them. The figures hold for new prompts of the same kinds of text only; a new source ' +
    'will be worse, and nothing here says by how much.',
};

/** Sources of which only prompts were held out must not stand for those that were never seen. */
function withMeans(figures: UnseenFigures, { kind, wholeSources }: HeldOutWay): UnseenFigures {
  if (kind === 'prompts') return figures;
  const unseen = figures.sources.filter(({ source }) => wholeSources.includes(source));
  return {
    ...figures,
    family: mean(unseen.map(({ family }) => family)),
    familyOf50: mean(unseen.map(({ familyOf50 }) => familyOf50)),
  };
}

function summaryOf(
  texts: number,
  sources: number,
  kind: HeldOutWay['kind'],
  { family, familyOf50 }: UnseenFigures,
): string {
  const where =
    kind === 'sources'
      ? 'on a source it never saw'
      : 'on new prompts of the same kinds of text only';
  return (
    `${count(texts, 'text')} from ${count(sources, 'source')}; ${where}, the right family comes first ` +
    `for ${percent(family)} of single texts and ${percent(familyOf50)} of groups of 50`
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function sourcesOf(samples: readonly LabelledSample[]): OwnSource[] {
  return [...Map.groupBy(samples, ({ source }) => source)].map(([source, own]) => {
    const families = Map.groupBy(own, ({ family }) => family);
    return {
      source,
      texts: own.length,
      families: Object.fromEntries([...families].map(([family, texts]) => [family, texts.length])),
    };
  });
}

/** A source that can say, once it was read, what its bytes were. */
export function fingerprinted(source: ByteSource): { source: ByteSource; sha256: () => string } {
  const hash = createHash('sha256');
  return {
    source: {
      ...source,
      async *chunks() {
        for await (const chunk of source.chunks()) {
          hash.update(chunk);
          yield chunk;
        }
      },
      // So that every byte comes along here, whatever the format.
      slice: null,
    },
    sha256: () => hash.digest('hex'),
  };
}
