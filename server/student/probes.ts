/** The prompts that ship, and which prompts ask a model who it is. Such answers say a name, so that they are kept
 *  out of the comparison of style. */

import { readFile } from 'node:fs/promises';
import { probesFile } from '../locations.ts';
import { property, textOrNull } from '../samples/read-value.ts';
import { promptKey } from './answer-table.ts';

export interface Probe {
  readonly prompt_id: string;
  /** `identity`: it asks a model who it is. */
  readonly domain: string;
  readonly lang: string;
  readonly prompt: string;
}

export async function readProbes(): Promise<Probe[]> {
  const lines = (await readFile(probesFile, 'utf8')).split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Probe);
}

/** Languages of identity probes, by the key of their prompt and by their id. */
export type IdentityProbes = ReadonlyMap<string, string>;

export function identityProbesOf(probes: readonly Probe[]): IdentityProbes {
  const identity = probes.filter(({ domain }) => domain === 'identity');
  return new Map(
    identity.flatMap(({ prompt_id, prompt, lang }) => [
      [promptKey(prompt), lang],
      [prompt_id, lang],
    ]),
  );
}

/** Null: the row answers something else. Packs of users mark their own rows, as ours does. */
export function identityProbeOf(
  row: unknown,
  { key, id }: { readonly key: string; readonly id: string | null },
  known: IdentityProbes,
): { readonly lang: string | null } | null {
  const lang = known.get(key) ?? known.get(id ?? '');
  if (lang !== undefined) return { lang };
  if (property(row, 'domain') !== 'identity') return null;
  return { lang: textOrNull(property(row, 'lang')) };
}
