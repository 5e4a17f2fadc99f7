import * as vscode from 'vscode';
import { baselineFileName, commands, ignoreFileName } from '../../../protocol/commands.ts';
import { leakingAnswer, row } from '../rows.ts';
import { checkFindings, inWorkspace, openDataset } from './document.ts';

const leak = row(leakingAnswer);
/** Not nearly the same, which would be a finding as well. */
const otherLeak = row(
  'As Claude, made by Anthropic, I have never held a needle. Sailors told me that a torn sail is mended ' +
    'from the middle outwards, with waxed thread, and that the last stitch should be the ugliest one.',
);

export function describeActing(): void {
  describe('findings', () => {
    it('that are in the baseline are not shown, and others are', async () => {
      const { document } = await openDataset('known/data.jsonl', [leak]);
      await checkFindings(document.uri, ['self-identification:1']);
      await vscode.commands.executeCommand(commands.createBaseline, document.uri);
      await checkFindings(document.uri, []);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), `${otherLeak}\n`);
      await vscode.workspace.applyEdit(edit);
      await checkFindings(document.uri, ['self-identification:1']);
      await vscode.commands.executeCommand(commands.updateBaseline, document.uri);
      await checkFindings(document.uri, []);
    });

    it('come back when somebody else changes the baseline', async () => {
      const { document } = await openDataset('shared/data.jsonl', [leak]);
      await checkFindings(document.uri, ['self-identification:1']);
      await vscode.commands.executeCommand(commands.createBaseline, document.uri);
      await checkFindings(document.uri, []);
      await write(`shared/${baselineFileName}`, '{ "schema": 1, "files": {} }');
      await checkFindings(document.uri, ['self-identification:1']);
    });

    it('of ignored files are not shown', async () => {
      const { document } = await openDataset('raw/data.jsonl', [leak]);
      await checkFindings(document.uri, ['self-identification:1']);
      await write(`raw/${ignoreFileName}`, '*.jsonl\n');
      await checkFindings(document.uri, []);
      await write(`raw/${ignoreFileName}`, '!data.jsonl\n');
      await checkFindings(document.uri, ['self-identification:1']);
    });
  });
}

async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(inWorkspace(name), new TextEncoder().encode(text));
}
