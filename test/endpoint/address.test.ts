/** Which addresses are asked, and which never. */

import { expect, test } from 'vitest';
import { parseAddress } from '../../server/endpoint/address.ts';
import { checkedKey, keyFromEnvironment } from '../../server/endpoint/key.ts';

const fine = [
  ['https://api.example.com/v1', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/', 'https://api.example.com/v1'],
  ['http://localhost:11434/v1', 'http://localhost:11434/v1'],
  ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1'],
  ['http://127.9.9.9/v1', 'http://127.9.9.9/v1'],
  ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
  ['http://0x7f.1/v1', 'http://127.0.0.1/v1'],
] as const;

test.each(fine)('%s', (text, url) => {
  expect(parseAddress(text, { allowsHttp: false })).toBe(url);
});

const refused = [
  '',
  'api.example.com',
  'ftp://example.com',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://user:canary@example.com/v1',
  'https://example.com/v1?key=canary',
  'https://example.com/v1#canary',
  'http://169.254.169.254/v1',
  'https://169.254.1.1',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fe80::1]/',
  'https://[fd00:ec2::254]/',
  'http://100.100.100.200/',
  'http://metadata.google.internal/',
  'http://METADATA.google.internal./',
];

test.each(refused)('never: %s', (text) => {
  const parse = (): string => parseAddress(text, { allowsHttp: true });
  expect(parse).toThrow(/./);
  expect(parse).not.toThrow(/canary/);
});

const inTheClear = [
  'http://example.com/v1',
  'http://192.168.1.5/v1',
  'http://localhost.example.com',
];

test.each(inTheClear)('only if that is meant: %s', (text) => {
  expect(() => parseAddress(text, { allowsHttp: false })).toThrow(/in the clear/);
  expect(parseAddress(text, { allowsHttp: true })).toContain('http://');
});

test.each(['sk canary', 'sk-\ncanary', 'canary\u00e9', 'canary\u0000'])('no key: %j', (key) => {
  expect(() => checkedKey(key, 'it')).toThrow(/it holds/);
  expect(() => checkedKey(key, 'it')).not.toThrow(/canary/);
});

test('the line break behind a key is none of it', () => {
  expect(checkedKey('sk-1\r\n', 'it')).toBe('sk-1');
});

test('a key in place of a name is not repeated', () => {
  expect(() => keyFromEnvironment('sk-canary-1')).toThrow(/name of an environment variable/);
  expect(() => keyFromEnvironment('sk-canary-1')).not.toThrow(/canary/);
});
