/**
 * Keys on their way from the editor, sealed for this process: clients can trace messages into logs, so
 * none may hold a key that a reader could use. `extension/seal-key.ts` is the other half.
 */

import { createDecipheriv, createECDH, createHash } from 'node:crypto';
import { UserError } from '../dataset/user-error.ts';

const nonceBytes = 12;
const tagBytes = 16;
/** A point that is not compressed. */
const publicKeyBytes = 65;

export class KeySeal {
  /** Never leaves this process, and ends with it. */
  readonly #own = createECDH('prime256v1');
  readonly publicKey: string;

  constructor() {
    this.publicKey = this.#own.generateKeys('base64');
  }

  /** `address`: what the key was sealed for; it opens for no other. */
  open(sealed: string, address: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const sender = bytes.subarray(0, publicKeyBytes);
    const nonce = bytes.subarray(publicKeyBytes, publicKeyBytes + nonceBytes);
    const text = bytes.subarray(publicKeyBytes + nonceBytes, -tagBytes);
    try {
      const secret = createHash('sha256')
        .update(this.#own.computeSecret(sender))
        .update(sender)
        .update(this.publicKey)
        .digest();
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(address)).setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    } catch {
      throw new UserError('the key was sealed for another server or address: begin again');
    }
  }
}
