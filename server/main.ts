#!/usr/bin/env node
/** The one program: language server or command line. Neither loads the other. */

import './node-version.ts';

async function start([command, ...rest]: string[]): Promise<void> {
  if (command === 'lsp') {
    const { runLanguageServer } = await import('./lsp/main.ts');
    runLanguageServer(rest);
  } else {
    const { runCli } = await import('./cli/main.ts');
    await runCli(process.argv.slice(2));
  }
}

void start(process.argv.slice(2));
