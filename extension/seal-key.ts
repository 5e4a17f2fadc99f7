/**
 * A key on its way to the server, which is the only one that can open it: messages can be traced into a
 * log, and what is traced there is of no use to anybody. `server/lsp/key-seal.ts` is the other half.
 */

import { createCipheriv, createECDH, createHash, randomBytes } from 'node:crypto';
import type { EndpointView } from '../protocol/collecting.ts';

/** Opens only for the endpoint's address, and only while the server runs that gave `publicKey`. */
export function sealKey(key: string, { address, publicKey }: EndpointView): string {
  const own = createECDH('prime256v1');
  const sender = own.generateKeys();
  const secret = createHash('sha256')
    .update(own.computeSecret(Buffer.from(publicKey, 'base64')))
    .update(sender)
    .update(publicKey)
    .digest();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(address));
  const text = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
  return Buffer.concat([sender, nonce, text, cipher.getAuthTag()]).toString('base64');
}
