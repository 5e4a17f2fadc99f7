/** The language server's process: `teacherprint lsp --stdio`, or `--node-ipc` under VS Code. */

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { defaultProfileFile, workerFile } from '../locations.ts';
import { fileURLToPath } from 'node:url';
import { describe } from './request.ts';
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
  // A bug in what nobody awaits is told, and the server lives on.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      connection.console.error(`bug: ${describe(error)}`);
    });
  }
  startServer(connection, { defaultProfile: fileURLToPath(defaultProfileFile), workerFile });
}
