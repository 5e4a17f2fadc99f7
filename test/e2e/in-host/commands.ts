import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, sampleScheme } from '../../../protocol/commands.ts';
import { poll } from '../poll.ts';
import { leakingAnswer, plainAnswer, row } from '../rows.ts';
import { checkFindings, openDataset } from './document.ts';

export function describeCommands(): void {
  describe('commands', () => {
    it('are all there', async () => {
      const known = new Set(await vscode.commands.getCommands(true));
      const missing = Object.values(commands).filter((command) => !known.has(command));
      assert.deepEqual(missing, []);
    });

    it('explain a sample beside its file', async () => {
      const editor = await openDataset('explain.jsonl', [row(plainAnswer), row(leakingAnswer)]);
      await vscode.commands.executeCommand(commands.explainSample, {
        uri: editor.document.uri.toString(),
        row: 2,
        turn: 1,
      });
      const sample = await poll('the sample as a document', () => {
        const { visibleTextEditors } = vscode.window;
        return (
          visibleTextEditors.find(({ document }) => document.uri.scheme === sampleScheme) ?? null
        );
      });
      assert.equal(sample.document.getText(), leakingAnswer);
      assert.notEqual(sample.viewColumn, editor.viewColumn);
    });

    it('restart the server, which finds again what it found', async () => {
      const { document } = await openDataset('restart.jsonl', [row(leakingAnswer)]);
      await checkFindings(document.uri, ['self-identification:1']);
      await vscode.commands.executeCommand(commands.restartServer);
      await checkFindings(document.uri, ['self-identification:1']);
    });
  });
}
