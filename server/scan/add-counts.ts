/** Counts by name, added up. */

/** What was met first comes first in reports. */
export function addCounts<Key extends string>(
  into: Partial<Record<Key, number>>,
  from: Partial<Record<Key, number>>,
): void {
  for (const key of Object.keys(from) as Key[]) into[key] = (into[key] ?? 0) + from[key]!;
}
