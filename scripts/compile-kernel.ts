/** kernel.wat → the TypeScript file that holds its bytes, since the engine reads no files. */

import { readFile } from 'node:fs/promises';
import wabt from 'wabt';

const folder = new URL('../server/engine/', import.meta.url);
export const kernelBytesFile = new URL('kernel-bytes.ts', folder);

export async function compileKernel(): Promise<string> {
  const source = await readFile(new URL('kernel.wat', folder), 'utf8');
  const tools = await wabt();
  const module = tools.parseWat('kernel.wat', source, { simd: true });
  module.validate();
  const hex = Buffer.from(module.toBinary({}).buffer).toString('hex');
  module.destroy();
  return `/** kernel.wat, compiled by \`npm run kernel\`. */

const hex = \`
${hex.replace(/.{1,96}/g, '$&\n')}\`;

export function kernelBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/g)!, (byte) => Number.parseInt(byte, 16));
}
`;
}
