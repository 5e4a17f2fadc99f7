/** A profile of the user's own is used for everything, texts that belong to no file included. */

import { expect, test } from 'vitest';
import * as messages from '../../protocol/messages.ts';
import { LspClient } from '../support/lsp-client.ts';

test('requests about no document ask for the profile of the settings', async () => {
  const client = await LspClient.start({ settings: { profile: 'absent.profile' } });
  const { connection } = client;
  await expect(connection.sendRequest(messages.describeProfile)).rejects.toThrow('absent.profile');
  await expect(connection.sendRequest(messages.scoreText, { text: 'x' })).rejects.toThrow(
    'absent.profile',
  );
  await client.close();
});
