/** Both halves of the seal: what the extension closes, the server opens, and nobody else. */

import { expect, test } from 'vitest';
import { sealKey } from '../../extension/seal-key.ts';
import { KeySeal } from '../../server/lsp/key-seal.ts';
import { canary } from './set-up.ts';

const address = 'https://api.example.com/v1';

test.each([canary, 'k', 'j'.repeat(4000)])('a key comes out as it went in', (key) => {
  const seal = new KeySeal();
  const sealed = sealKey(key, { address, publicKey: seal.publicKey });
  expect(sealed).not.toContain(key.length > 1 ? key : '=k=');
  expect(seal.open(sealed, address)).toBe(key);
});

test('the same key is never sealed the same', () => {
  const { publicKey } = new KeySeal();
  const once = sealKey(canary, { address, publicKey });
  expect(sealKey(canary, { address, publicKey })).not.toBe(once);
});

const seal = new KeySeal();
const sealed = sealKey(canary, { address, publicKey: seal.publicKey });
const bytes = Buffer.from(sealed, 'base64');
const changedAt = (index: number): string => {
  const changed = Buffer.from(bytes);
  changed[index]! ^= 1;
  return changed.toString('base64');
};

test.each([
  ['by another server', new KeySeal(), sealed, address],
  ['for another address', seal, sealed, 'https://api.example.com.evil.test/v1'],
  ['with another sender', seal, changedAt(3), address],
  ['with another nonce', seal, changedAt(66), address],
  ['with another text', seal, changedAt(80), address],
  ['with another tag', seal, changedAt(bytes.length - 1), address],
  ['cut short', seal, sealed.slice(0, 40), address],
  ['of nothing', seal, '', address],
])('it does not open %s', (_, server, text, where) => {
  expect(() => server.open(text, where)).toThrow(/sealed for another server or address/);
});
