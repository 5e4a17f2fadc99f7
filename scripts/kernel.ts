/** `npm run kernel`: compiles the engine's inner loops, which are written in WebAssembly's text form. */

import { writeFile } from 'node:fs/promises';
import { compileKernel, kernelBytesFile } from './compile-kernel.ts';

await writeFile(kernelBytesFile, await compileKernel());
