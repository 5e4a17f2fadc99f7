/** All of them, for tests and for bench/. */

import type { HostileFile } from './hostile-file.ts';
import { jsonFiles } from './json-files.ts';
import { packedFiles } from './packed-files.ts';
import { tableFiles } from './table-files.ts';
import { textFiles } from './text-files.ts';

export const hostileFiles: readonly HostileFile[] = [
  ...textFiles,
  ...jsonFiles,
  ...packedFiles,
  ...tableFiles,
];
