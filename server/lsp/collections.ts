/** What collecting needs between its requests: what was prepared last, and the seal of keys. */

import { randomUUID } from 'node:crypto';
import type { KeyParams } from '../../protocol/collecting.ts';
import { UserError } from '../dataset/user-error.ts';
import type { CollectWishes, Prepared } from '../endpoint/collecting.ts';
import { checkedKey, keyFromEnvironment } from '../endpoint/key.ts';
import { KeySeal } from './key-seal.ts';

interface Collection {
  readonly prepared: Prepared;
  readonly wishes: CollectWishes;
  readonly timeoutSeconds: number;
}

export class Collections {
  readonly seal = new KeySeal();
  #last: (Collection & { readonly id: string }) | null = null;

  keep(collection: Collection): string {
    const id = randomUUID();
    this.#last = { ...collection, id };
    return id;
  }

  /** Once: what a person agreed to is sent once. */
  take(id: string): Collection {
    const last = this.#last;
    if (last?.id !== id) throw new UserError('nothing of this name is prepared: begin again');
    this.#last = null;
    return last;
  }

  keyOf(key: KeyParams, address: string): string | null {
    switch (key.kind) {
      case 'none':
        return null;
      case 'sealed':
        return checkedKey(this.seal.open(key.sealed, address), 'the key of this endpoint');
      case 'variable':
        return keyFromEnvironment(key.name, 'teacherprint.endpoints');
    }
  }
}
