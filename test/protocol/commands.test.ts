/** The server's own commands, as editors offer them in a list: chosen without an argument. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverCommands } from '../../protocol/commands.ts';
import { LspClient } from '../support/lsp-client.ts';

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
});

afterEach(() => client.close());

test.each(Object.values(serverCommands))('%s says what it needs', async (command) => {
  const nonsense = [
    ...[undefined, null, 7, {}, { uri: 7 }],
    { uri: 'file:///a.jsonl', sample: 'some text', code: 'match' },
  ];
  for (const argument of command === serverCommands.auditDataset
    ? nonsense.slice(0, 5)
    : nonsense) {
    await expect(client.execute(command, argument)).rejects.toThrow(`${command} needs {"uri"`);
  }
});
