/** Reasoning that comes back where it was not given out. */

import { expect, test } from 'vitest';
import { hashBlob } from '../../../server/campaign/hash-blob.ts';
import { ReplayBook, replayKind } from '../../../server/campaign/replays.ts';
import type { LogRequest } from '../../../server/campaign/request.ts';

type Seen = readonly [account: number, session: string | null, blob: string];

/** Of the last request, after the others. */
function checkReplay(seen: readonly Seen[], expected: keyof typeof replayKind): void {
  const book = new ReplayBook();
  const kinds = seen.map(([account, session, blob]) =>
    book.look({ session, blobs: [hashBlob(blob)] } as unknown as LogRequest, account),
  );
  expect(kinds.at(-1)).toBe(replayKind[expected]);
}

test.each<[string, readonly Seen[], keyof typeof replayKind]>([
  ['the first time', [[0, 's', 'b']], 'none'],
  [
    'the next turn of a conversation',
    [
      [0, 's', 'b'],
      [0, 's', 'b'],
    ],
    'none',
  ],
  [
    'another blob',
    [
      [0, 's', 'b'],
      [1, 't', 'c'],
    ],
    'none',
  ],
  [
    'another session',
    [
      [0, 's', 'b'],
      [0, 't', 'b'],
    ],
    'otherSession',
  ],
  [
    'another account',
    [
      [0, 's', 'b'],
      [1, 's', 'b'],
    ],
    'otherAccount',
  ],
  [
    'sessions that are not known',
    [
      [0, null, 'b'],
      [0, 't', 'b'],
    ],
    'none',
  ],
])('%s', (_, seen, expected) => checkReplay(seen, expected));

test('blobs are told apart among many', () => {
  const book = new ReplayBook();
  const look = (blob: number): number =>
    book.look({ session: null, blobs: [hashBlob(String(blob))] } as unknown as LogRequest, blob);
  for (let blob = 0; blob < 20_000; blob++) expect(look(blob)).toBe(replayKind.none);
});
