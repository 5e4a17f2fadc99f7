/** What the viewer's page may ask for, and nothing else. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseViewerMessage } from '../../../extension/viewer-message.ts';
import { everyRow } from '../../../protocol/viewer.ts';

const filter = { ...everyRow, text: 'ferry', verdict: 'match' };

test.each([
  { kind: 'ready' },
  { kind: 'reload' },
  { kind: 'audit' },
  { kind: 'cancel' },
  { kind: 'choose-field' },
  { kind: 'rows', id: 1, filter, from: 0, count: 50 },
  { kind: 'locate', filter, row: 7 },
  { kind: 'open-sample', row: 7, turn: null },
  { kind: 'explain', row: 7, turn: 0 },
  { kind: 'compare', row: 7, turn: 3 },
  { kind: 'compare-pair', row: 7 },
])('$kind', (message) => {
  expect(parseViewerMessage(message)).toEqual(message);
  expect(parseViewerMessage({ ...message, command: 'rm' })).toEqual(message);
});

test.each([
  null,
  'ready',
  { kind: 'open-row', uri: 'file:///etc/passwd', row: 1 },
  { kind: 'rows', id: 1, filter, from: -1, count: 50 },
  { kind: 'rows', id: 1, filter, from: 0.5, count: 50 },
  { kind: 'rows', id: '1', filter, from: 0, count: 50 },
  { kind: 'rows', id: 1, filter: { ...filter, order: 'shuffled' }, from: 0, count: 50 },
  { kind: 'rows', id: 1, filter: { ...filter, family: 7 }, from: 0, count: 50 },
  { kind: 'rows', id: 1, filter: null, from: 0, count: 50 },
  { kind: 'locate', filter, row: 0 },
  { kind: 'explain', row: 1 },
  { kind: 'explain', row: 1, turn: '0' },
  { kind: 'compare-pair', row: NaN },
])('not %j', (message) => {
  expect(parseViewerMessage(message)).toBeNull();
});

test('a text of any length is cut', () => {
  const text = 'x'.repeat(100_000);
  const parsed = parseViewerMessage({ kind: 'locate', filter: { ...filter, text }, row: 1 });
  expect(JSON.stringify(parsed).length).toBeLessThan(2000);
});

test('anything at all', () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(() => parseViewerMessage(message)).not.toThrow();
    }),
  );
});
