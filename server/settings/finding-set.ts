/** Findings of one dataset, without their places: rows move, texts stay. */

/** Of which something was found. */
export interface Found {
  /** Null if there is no text: the row could not be read. */
  readonly textId: string | null;
}

export interface FindingSet {
  /** Rule → the texts of which it was said. */
  readonly texts: Map<string, Set<string>>;
  /** Rule → how many rows without a text it was said of. */
  readonly rows: Map<string, number>;
}

export function emptyFindingSet(): FindingSet {
  return { texts: new Map(), rows: new Map() };
}

export function addFinding({ texts, rows }: FindingSet, { textId }: Found, rule: string): void {
  if (textId === null) {
    rows.set(rule, (rows.get(rule) ?? 0) + 1);
    return;
  }
  const known = texts.get(rule);
  if (known === undefined) texts.set(rule, new Set([textId]));
  else known.add(textId);
}

export function countFindings({ texts, rows }: FindingSet): number {
  let count = 0;
  for (const ids of texts.values()) count += ids.size;
  for (const times of rows.values()) count += times;
  return count;
}

/** What is in either of them. */
export function unionOf(a: FindingSet, b: FindingSet): FindingSet {
  const union = emptyFindingSet();
  for (const { texts, rows } of [a, b]) {
    for (const [rule, ids] of texts) {
      for (const textId of ids) addFinding(union, { textId }, rule);
    }
    for (const [rule, times] of rows)
      union.rows.set(rule, Math.max(times, union.rows.get(rule) ?? 0));
  }
  return union;
}

/** What is in both of them. */
export function commonOf(a: FindingSet, b: FindingSet): FindingSet {
  const common = emptyFindingSet();
  for (const [rule, ids] of a.texts) {
    const others = b.texts.get(rule);
    for (const textId of ids)
      if (others?.has(textId) === true) addFinding(common, { textId }, rule);
  }
  for (const [rule, times] of a.rows) {
    const both = Math.min(times, b.rows.get(rule) ?? 0);
    if (both > 0) common.rows.set(rule, both);
  }
  return common;
}
