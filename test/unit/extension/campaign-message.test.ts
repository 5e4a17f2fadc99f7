/** What the page of campaigns sends is believed only in the shapes that it may have. */

import { expect, test } from 'vitest';
import { parseCampaignMessage } from '../../../extension/campaign-message.ts';
import type { FromCampaignPage } from '../../../protocol/campaign-page.ts';

const good: FromCampaignPage[] = [
  { kind: 'ready' },
  { kind: 'audit' },
  { kind: 'cancel' },
  { kind: 'export' },
  { kind: 'choose-benign' },
  { kind: 'choose-path', field: 'account' },
  { kind: 'open-row', path: '/logs/a.jsonl', row: 1 },
];

test.each(good)('takes $kind, without what does not belong to it', (message) => {
  expect(parseCampaignMessage({ ...message, command: 'workbench.action.quit' })).toEqual(message);
});

const bad: unknown[] = [
  ...[null, undefined, 'audit', 7, [], {}, { kind: 'run' }, { kind: ['audit'] }],
  ...[{ kind: 'choose-path' }, { kind: 'choose-path', field: '__proto__' }],
  ...[0, -1, 1.5, '1', NaN, null].map((row) => ({ kind: 'open-row', path: '/a', row })),
  ...[null, 7, ['/a']].map((path) => ({ kind: 'open-row', path, row: 1 })),
];

test.each(bad)('refuses %j', (message) => {
  expect(parseCampaignMessage(message)).toBeNull();
});
