/** The classes of a profile: lines of models by name, and last the two that are the background. */

import { humanFamily, otherFamily } from '../engine/decide.ts';

const background: readonly string[] = [humanFamily, otherFamily];

export function withBackground(named: readonly string[]): readonly string[] {
  return [...named, ...background];
}

export function isBackground(family: string): boolean {
  return background.includes(family);
}

/** How many come before the background. */
export function namedCount(families: readonly string[]): number {
  return families.length - background.length;
}

/** Whoever has no class of their own is `other`. */
export function familyIndex(families: readonly string[], family: string): number {
  const index = families.indexOf(family);
  return index < 0 ? families.indexOf(otherFamily) : index;
}
