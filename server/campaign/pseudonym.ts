/** Ids of a log → names that say nothing to whoever has not got the key. */

import { createHmac } from 'node:crypto';

export type IdKind = 'account' | 'organisation' | 'ip' | 'userAgent' | 'session';

export type Pseudonyms = (kind: IdKind, id: string) => string;

const digits = 12;
/** Most ids come again and again; this many are remembered, about 20 MB. */
const mostRemembered = 100_000;

/** The same key gives the same names. `shown`: kinds that keep their own. */
export function createPseudonyms(key: Uint8Array, shown: ReadonlySet<IdKind>): Pseudonyms {
  const remembered = new Map<string, string>();
  return (kind, id) => {
    if (shown.has(kind)) return id;
    const known = remembered.get(`${kind}\0${id}`);
    if (known !== undefined) return known;
    const hash = createHmac('sha256', key).update(`${kind}\0${id}`).digest('hex').slice(0, digits);
    const name = `${kind}-${hash}`;
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(`${kind}\0${id}`, name);
    return name;
  };
}
