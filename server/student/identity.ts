/** What models say of themselves when they are asked, and where they contradict themselves. No verdict. */

import type {
  AnswerPlace,
  AnswersFileView,
  IdentityClaimView,
  IdentityView,
} from '../../protocol/student.ts';
import { selfClaims } from './self-claims.ts';

/** One model's answers to identity probes, in the order of the file. */
export interface IdentityAnswers {
  readonly name: string;
  readonly vendor: string;
  readonly answers: readonly IdentityAnswer[];
}

export interface IdentityAnswer {
  readonly row: number;
  readonly lang: string | null;
  readonly text: string;
}

export interface IdentityFile {
  readonly path: string;
  readonly role: AnswersFileView['role'];
  readonly identity: readonly IdentityAnswers[];
}

/** In the order of the files; null: no probe was answered. */
export function identityOf(files: readonly IdentityFile[]): IdentityView[] | null {
  const views = files.flatMap(({ path, role, identity }) =>
    identity.map((model) => ({ ...viewOf(model, path), role })),
  );
  return views.length === 0 ? null : views;
}

function viewOf(
  { name, vendor, answers }: IdentityAnswers,
  path: string,
): Omit<IdentityView, 'role'> {
  const byVendor = new Map<string, AnswerPlace[]>();
  const unnamed: AnswerPlace[] = [];
  for (const { row, lang, text } of answers) {
    const place = { path, row, lang };
    const claimed = selfClaims(text);
    if (claimed.length === 0) unnamed.push(place);
    for (const family of claimed) {
      const places = byVendor.get(family) ?? [];
      byVendor.set(family, places);
      places.push(place);
    }
  }
  const claims = [...byVendor]
    .map(([claimed, places]) => ({ vendor: claimed, answers: places }))
    .sort((a, b) => b.answers.length - a.answers.length);
  const contradictions = contradictionsIn(claims);
  return { model: name, vendor, probes: answers.length, claims, unnamed, contradictions };
}

function contradictionsIn(claims: readonly IdentityClaimView[]): IdentityView['contradictions'] {
  const [most] = claims;
  if (most === undefined) return { answers: 0, wordings: 0, languages: 0 };
  const agreed = new Set(most.answers.map(({ lang }) => lang));
  const others = claims.filter(({ vendor }) => houseOf(vendor) !== houseOf(most.vendor));
  // One answer may name several others, and is one contradiction.
  const places = new Map(
    others.flatMap(({ answers }) => answers.map(({ row, lang }) => [row, lang])),
  );
  const wordings = [...places.values()].filter((lang) => agreed.has(lang)).length;
  return { answers: places.size, wordings, languages: places.size - wordings };
}

/** Lines of models that one company has beside its main one. */
const houses: Readonly<Record<string, string>> = { gemma: 'gemini', copilot: 'phi' };

function houseOf(vendor: string): string {
  return houses[vendor] ?? vendor;
}
