/** Loaded before a program: each of its attempts to reach a network is a line in the file that `NETWORK_WATCH` names. */

import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const file = process.env['NETWORK_WATCH'];
if (file === undefined) throw new Error('NETWORK_WATCH names no file');

const require = createRequire(import.meta.url);
const { Socket } = require('node:net') as { Socket: { prototype: Methods } };
const { Socket: DatagramSocket } = require('node:dgram') as { Socket: { prototype: Methods } };
const dns = require('node:dns') as Methods & { promises: Methods };

type Methods = Record<string, (this: unknown, ...args: unknown[]) => unknown>;

// Everything else that Node has for networks, `fetch` included, comes to one of these.
watch(Socket.prototype, ['connect']);
watch(DatagramSocket.prototype, ['bind', 'send', 'connect']);
watch(dns, ['lookup', 'resolve']);
watch(dns.promises, ['lookup', 'resolve']);

function watch(methods: Methods, names: readonly string[]): void {
  for (const name of names) {
    const own = methods[name]!;
    methods[name] = function (...args) {
      appendFileSync(file!, `${name}\n`);
      return own.apply(this, args);
    };
  }
}
