/** Opaque reasoning that comes back where it was not given out: in another session, or from another account. */

import { emptyHash, extendHash, hashText } from '../engine/hash.ts';
import type { LogRequest } from './request.ts';

export const replayKind = { none: 0, otherSession: 1, otherAccount: 2 } as const;

/** 40 MB, used only by logs that have blobs. Beyond, new ones are not remembered, and fewer replays are found. */
const places = 1 << 21;
const mostRemembered = (places * 3) / 4;

interface Places {
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** Where it was seen first; the session is a hash, 0 if there is none. */
  readonly account: Int32Array;
  readonly session: Int32Array;
}

export class ReplayBook {
  #places: Places | null = null;
  #remembered = 0;

  /** What the blobs of a request say about it; its account is `account`. */
  look({ blobs, session }: LogRequest, account: number): number {
    let worst: number = replayKind.none;
    const ofSession = session === null ? 0 : hashText(session) | 1;
    for (const blob of blobs) worst = Math.max(worst, this.#lookAt(blob, account, ofSession));
    return worst;
  }

  #lookAt(blob: string, account: number, session: number): number {
    this.#places ??= {
      high: new Int32Array(places),
      low: new Int32Array(places),
      account: new Int32Array(places).fill(-1),
      session: new Int32Array(places),
    };
    const found = this.#places;
    const high = parseInt(blob.slice(0, 8), 16) | 0;
    const low = parseInt(blob.slice(8, 16), 16) | 0;
    let at = extendHash(extendHash(emptyHash, high), low) & (places - 1);
    while (found.account[at] !== -1 && (found.high[at] !== high || found.low[at] !== low)) {
      at = (at + 1) & (places - 1);
    }
    if (found.account[at] === -1) {
      if (this.#remembered >= mostRemembered) return replayKind.none;
      this.#remembered++;
      found.high[at] = high;
      found.low[at] = low;
      found.account[at] = account;
      found.session[at] = session;
      return replayKind.none;
    }
    if (found.account[at] !== account) return replayKind.otherAccount;
    const isOther = session !== 0 && found.session[at] !== 0 && found.session[at] !== session;
    return isOther ? replayKind.otherSession : replayKind.none;
  }
}
