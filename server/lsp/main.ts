/** The language server's process: `teacherprint lsp --stdio`, or `--node-ipc` under VS Code. */

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { defaultProfileFile, workerFile } from '../locations.ts';
import { fileURLToPath } from 'node:url';
import { startServer } from './server.ts';

const transports = ['--stdio', '--node-ipc'];

export function runLanguageServer(argv: readonly string[]): void {
  if (!argv.some((argument) => transports.includes(argument) || argument.startsWith('--socket='))) {
    process.stderr.write(`teacherprint: lsp needs one of ${transports.join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  // The connection finds its transport in the process's arguments by itself.
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, { defaultProfile: fileURLToPath(defaultProfileFile), workerFile });
}
