/** What a request says, in the shapes of several interfaces, and in none. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Conversation, readConversation } from '../../../server/campaign/read-messages.ts';

const blob = 'opaque-opaque-opaque';

function checkConversation(
  value: unknown,
  expected: Partial<Conversation>,
  system?: unknown,
): void {
  const none = { system: '', prompt: '', turns: 0, blobs: [] };
  expect(readConversation(value, system)).toEqual({ ...none, ...expected });
}

test.each<[string, unknown, Partial<Conversation>, unknown?]>([
  ['a prompt', 'Hello.', { prompt: 'Hello.', turns: 1 }],
  ['a prompt that begins with a bracket', '[not JSON', { prompt: '[not JSON', turns: 1 }],
  [
    'the last of several turns',
    [
      { role: 'user', content: 'One.' },
      { role: 'assistant', content: 'Two.' },
      { role: 'user', content: 'Three.' },
    ],
    { prompt: 'Three.', turns: 2 },
  ],
  [
    'parts, of which some are text',
    [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See' },
          { type: 'image' },
          { type: 'text', text: 'this.' },
        ],
      },
    ],
    { prompt: 'See\nthis.', turns: 1 },
  ],
  [
    'a result of a tool is no prompt',
    [
      { role: 'user', content: 'Do it.' },
      { role: 'user', content: [{ type: 'tool_result', content: 'done' }] },
    ],
    { prompt: 'Do it.', turns: 1 },
  ],
  [
    'contents with parts',
    { contents: [{ role: 'user', parts: [{ text: 'Hello.' }] }] },
    { prompt: 'Hello.', turns: 1 },
  ],
  [
    'messages as JSON in a text',
    '[{"role":"user","content":"Hello."}]',
    { prompt: 'Hello.', turns: 1 },
  ],
  [
    'a system prompt of its own',
    'Hello.',
    { system: 'Be brief.', prompt: 'Hello.', turns: 1 },
    [{ text: 'Be brief.' }],
  ],
  ['a system message', [{ role: 'developer', content: 'Be brief.' }], { system: 'Be brief.' }],
  [
    'a signature',
    [{ role: 'assistant', content: [{ type: 'thinking', signature: blob }] }],
    { blobs: [blob] },
  ],
  ['encrypted reasoning', [{ type: 'reasoning', encrypted_content: blob }], { blobs: [blob] }],
  [
    'redacted thinking',
    [{ role: 'assistant', content: [{ type: 'redacted_thinking', data: blob }] }],
    { blobs: [blob] },
  ],
  [
    'data of a picture is no reasoning',
    [{ role: 'user', content: [{ type: 'image', data: blob }] }],
    {},
  ],
  ['nothing', null, {}],
])('%s', (_, value, expected, system) => checkConversation(value, expected, system));

test('whatever stands there, it is read without an error', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.jsonValue(), (value, system) => {
      expect(typeof readConversation(value, system).prompt).toBe('string');
    }),
  );
});
