import { describe, expect, it } from 'vitest';
import { parsePanelMessage } from '../../../extension/panel-message.ts';

const uri = 'file:///data/train.jsonl';

describe('a message from the panel', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'cancel' },
    { kind: 'pick-dataset' },
    { kind: 'open-example' },
    { kind: 'audit', uri },
    { kind: 'choose-field', uri },
    { kind: 'open-row', uri, row: 1 },
    { kind: 'explain', uri, row: 7, turn: null },
    { kind: 'explain', uri, row: 7, turn: 0 },
  ])('is understood: $kind', (message) => {
    expect(parsePanelMessage(message)).toEqual(message);
  });

  it.each([
    null,
    'ready',
    {},
    { kind: 'run', command: 'workbench.action.quit' },
    { kind: 'audit' },
    { kind: 'audit', uri: 'command:workbench.action.quit' },
    { kind: 'open-row', uri, row: 0 },
    { kind: 'open-row', uri, row: 1.5 },
    { kind: 'open-row', uri: 'https://canary.invalid/', row: 1 },
    { kind: 'explain', uri, row: 1 },
    { kind: 'explain', uri, row: 1, turn: -1 },
  ])('is dropped: %j', (message) => {
    expect(parsePanelMessage(message)).toBeNull();
  });

  it('loses what it should not have', () => {
    expect(parsePanelMessage({ kind: 'cancel', uri, extra: 1 })).toEqual({ kind: 'cancel' });
  });
});
