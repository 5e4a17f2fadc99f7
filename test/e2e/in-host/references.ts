import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, configFileName } from '../../../protocol/commands.ts';
import type { AuditView } from '../../../protocol/views.ts';
import { namedStyles, styledRows } from '../../support/styles.ts';
import { inWorkspace, writeDataset } from './document.ts';

/** A fit takes seconds, and more where other tests run beside it. */
const patience = 120_000;

const lines = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row));

export function describeReferences(): void {
  describe('references', () => {
    it('are fitted, named beside the dataset, and judge it', async () => {
      const texts = styledRows('harbor', ['listed'], 10, 2).map(({ text }) => ({ output: text }));
      const dataset = await writeDataset('harbor/data.jsonl', lines(texts));
      const labelled = lines(styledRows('harbor', namedStyles, 30, 1));
      const references = [await writeDataset('harbor/answers.jsonl', labelled)];
      await vscode.commands.executeCommand(commands.fitReferences, dataset, { references });
      const config = await vscode.workspace.fs.readFile(inWorkspace(`harbor/${configFileName}`));
      assert.deepEqual(JSON.parse(new TextDecoder().decode(config)), {
        references: [{ file: './data.jsonl', profile: 'data.jsonl.references' }],
      });
      const audit = await vscode.commands.executeCommand<AuditView>(commands.auditDataset, dataset);
      assert.equal(audit.profile.kind, 'references');
      assert.match(audit.profile.summary, /^matched references, 90 texts of 3 families/);
      const [first] = audit.mixture.toSorted((a, b) => b.share - a.share);
      assert.equal(first?.family, 'listed');
    }).timeout(patience);
  });
}
