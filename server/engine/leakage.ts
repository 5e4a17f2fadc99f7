/**
 * What a text gives away by itself: names it calls itself, refusals, residue of templates and tools, reasoning,
 * and characters that are not what they seem. The patterns are in leak-patterns.ts.
 */

import {
  characterPatterns,
  familyClaimedBy,
  type LeakFlag,
  type LeakPattern,
  leakPatterns,
  unusualCharacters,
} from './leak-patterns.ts';

export interface Leak {
  flag: LeakFlag;
  start: number;
  end: number;
  /** The family that the text says it is, if it says so. */
  claims: string | null;
}

/** Leaks are looked for in this many UTF-16 units; a refusal only where an answer begins. */
const charsScanned = 65_536;
const openingChars = 400;
/** Per flag; a text full of template tokens needs no list of them all. */
const leaksPerFlag = 20;

/** Parts that some literals have in common: looked for once, instead of each literal by itself. */
const commonParts = ['I', 'my ', 'me ', '<', '[', '0'];

interface Start {
  readonly literal: string;
  /** Where in the literal the part stands that is looked for. */
  readonly offset: number;
  /** What may begin there. */
  readonly patterns: LeakPattern[];
}

/** What is looked for, each with the literals that it is a part of. */
const startsAt = new Map<string, Start[]>();
for (const pattern of leakPatterns) {
  for (const literal of pattern.starts ?? []) {
    const part = commonParts.find((common) => literal.includes(common)) ?? literal;
    const starts = startsAt.get(part) ?? [];
    const known = starts.find((start) => start.literal === literal);
    if (known === undefined) {
      starts.push({ literal, offset: literal.indexOf(part), patterns: [pattern] });
    } else known.patterns.push(pattern);
    startsAt.set(part, starts);
  }
}
const searched = leakPatterns.filter(({ starts }) => starts === undefined);

/** In the order of the text. Linear in its length. */
export function findLeaks(text: string): Leak[] {
  const scanned = text.length > charsScanned ? text.slice(0, charsScanned) : text;
  const leaks: Leak[] = [];
  for (const [part, starts] of startsAt) {
    for (let at = scanned.indexOf(part); at >= 0; at = scanned.indexOf(part, at + 1)) {
      for (const { literal, offset, patterns: own } of starts) {
        const start = at - offset;
        // Nearly all end here, much earlier than `startsWith` would.
        if (scanned.charCodeAt(start) !== literal.charCodeAt(0)) continue;
        if (!scanned.startsWith(literal, start)) continue;
        for (const pattern of own) addMatchAt(start, scanned, pattern, leaks);
      }
    }
  }
  for (const pattern of searched) {
    if (pattern.needs?.some((literal) => scanned.includes(literal)) === false) continue;
    addMatches(scanned, pattern, leaks);
  }
  if (unusualCharacters.test(scanned)) {
    for (const pattern of characterPatterns) addMatches(scanned, pattern, leaks);
  }
  return leaks.sort((a, b) => a.start - b.start || a.end - b.end);
}

function addMatches(text: string, pattern: LeakPattern, leaks: Leak[]): void {
  for (const match of text.matchAll(pattern.pattern)) addLeak(match, pattern, leaks);
}

function addMatchAt(at: number, text: string, pattern: LeakPattern, leaks: Leak[]): void {
  if (pattern.openingOnly === true && at > openingChars) return;
  pattern.pattern.lastIndex = at;
  const match = pattern.pattern.exec(text);
  if (match !== null) addLeak(match, pattern, leaks);
}

function addLeak(match: RegExpExecArray, { flag, unless }: LeakPattern, leaks: Leak[]): void {
  if (unless?.test(match[0]) === true) return;
  const start = match.index;
  const end = start + match[0].length;
  const alike = leaks.filter((leak) => leak.flag === flag);
  if (alike.length >= leaksPerFlag) return;
  if (alike.some((leak) => leak.start < end && start < leak.end)) return;
  leaks.push({ flag, start, end, claims: claimOf(match.groups?.['name']) });
}

function claimOf(name: string | undefined): string | null {
  return name === undefined ? null : familyClaimedBy(name);
}
