/** What the page of a student sends is believed only in the shapes that it may have. */

import { expect, test } from 'vitest';
import { parseStudentMessage } from '../../../extension/student-message.ts';
import type { FromStudentPage } from '../../../protocol/student-page.ts';

const good: FromStudentPage[] = [
  { kind: 'ready' },
  { kind: 'audit' },
  { kind: 'cancel' },
  { kind: 'export' },
  { kind: 'change' },
  { kind: 'open-row', path: '/answers/a.jsonl', row: 1 },
  { kind: 'compare', prompt: 0, other: 0 },
  { kind: 'compare', prompt: 999, other: 'control' },
];

test.each(good)('takes %j, without what does not belong to it', (message) => {
  expect(parseStudentMessage({ ...message, command: 'workbench.action.quit' })).toEqual(message);
});

const notIndices = [-1, 1.5, '1', NaN, Infinity, null, undefined, [0], {}];

const bad: unknown[] = [
  ...[null, undefined, 'audit', 7, [], {}, { kind: 'run' }, { kind: ['audit'] }],
  ...[...notIndices, 0].map((row) => ({ kind: 'open-row', path: '/a', row })),
  ...[null, 7, ['/a']].map((path) => ({ kind: 'open-row', path, row: 1 })),
  ...notIndices.map((prompt) => ({ kind: 'compare', prompt, other: 0 })),
  ...[...notIndices, 'student', '__proto__'].map((other) => ({
    kind: 'compare',
    prompt: 0,
    other,
  })),
];

test.each(bad)('refuses %j', (message) => {
  expect(parseStudentMessage(message)).toBeNull();
});
