/** Where requests go: only to an address that a person named, and never in the clear over a network. */

import { BlockList, isIP } from 'node:net';
import { UserError } from '../dataset/user-error.ts';

/** Answers to whoever asks, with the credentials of the machine: nothing here ever has business there. */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16);
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addAddress('fd00:ec2::254', 'ipv6');
forbidden.addAddress('100.100.100.200');
const forbiddenNames = new Set(['metadata.google.internal', 'metadata']);

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** The base of all requests, without a slash at its end. Throws a `UserError` that never quotes a password. */
export function parseAddress(
  text: string,
  { allowsHttp }: { readonly allowsHttp: boolean },
): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UserError('the endpoint must be an address such as http://localhost:11434/v1');
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError(
      'the endpoint must not hold a name or password; keys have a place of their own',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UserError(
      'the endpoint must end with its path, such as https://api.example.com/v1: no ? and no #',
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (forbiddenNames.has(host) || isWithin(forbidden, host)) {
    throw new UserError(`${host}: addresses of this kind belong to the machine's own network`);
  }
  if (url.protocol === 'http:' && !allowsHttp && !isLoopback(host)) {
    throw new UserError(
      `${url.host}: http would send prompts and key in the clear; use https, or allow it if that is meant (--allow-http, "allowHttp")`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isWithin(loopback, host);
}

function isWithin(list: BlockList, host: string): boolean {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
