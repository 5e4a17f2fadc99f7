import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { leakingAnswer, plainAnswer, row } from '../rows.ts';
import { checkFindings, findingOf, inWorkspace, linesOf, openDataset } from './document.ts';

// A match depends on the profile that ships; leaks and broken rows do not, so tests use these.
const settings = { matchSeverity: 'off' };

// From examples/README.md.
const exampleLines = {
  'self-identification': [5, 28, 113, 135, 148, 162, 163, 164, 165],
  'chat-template': [39, 58, 167, 168, 169],
  'broken-json': [10, 15, 23, 89],
};

export function describeFindings(): void {
  describe('findings', () => {
    before(async () => {
      for (const [name, value] of Object.entries(settings)) await set(name, value);
    });

    it('are in the example where its README says', async () => {
      const uri = inWorkspace('curation.jsonl');
      await vscode.window.showTextDocument(uri);
      await findingOf(uri, 'self-identification');
      for (const [code, lines] of Object.entries(exampleLines))
        assert.deepEqual(linesOf(uri, code), lines, code);
    });

    it('mark leaks and broken rows where they are', async () => {
      const rows = [row(plainAnswer), '{"messages": [', row(leakingAnswer)];
      const { document } = await openDataset('mark.jsonl', rows);
      await checkFindings(document.uri, ['broken-json:2', 'self-identification:3']);
      const leak = await findingOf(document.uri, 'self-identification');
      assert.match(document.getText(leak.range), /ChatGPT/);
      assert.equal(leak.severity, vscode.DiagnosticSeverity.Warning);
      const broken = await findingOf(document.uri, 'broken-json');
      assert.equal(broken.severity, vscode.DiagnosticSeverity.Information);
    });

    it('follow unsaved edits', async () => {
      const editor = await openDataset('edit.jsonl', [row(plainAnswer), row(plainAnswer)]);
      const { uri } = editor.document;
      await checkFindings(uri, ['duplicate:2']);
      await replaceLine(editor, 1, row(leakingAnswer));
      await checkFindings(uri, ['self-identification:2']);
      await replaceLine(editor, 1, row(plainAnswer));
      await checkFindings(uri, ['duplicate:2']);
    });

    it('follow settings', async () => {
      const { document } = await openDataset('settings.jsonl', [row(leakingAnswer)]);
      await checkFindings(document.uri, ['self-identification:1']);
      await set('leakSeverity', 'off');
      await checkFindings(document.uri, []);
      await set('leakSeverity', undefined);
      await checkFindings(document.uri, ['self-identification:1']);
    });

    it('explain themselves on hover', async () => {
      const { document } = await openDataset('hover.jsonl', [row(leakingAnswer)]);
      const leak = await findingOf(document.uri, 'self-identification');
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        leak.range.start,
      );
      const text = hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n');
      assert.match(text, /self-identification/);
      assert.match(text, /probability|too short|unknown|match/i);
    });

    it('offer to be explained and to be ignored', async () => {
      const { document } = await openDataset('actions.jsonl', [row(leakingAnswer)]);
      const leak = await findingOf(document.uri, 'self-identification');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        leak.range,
      );
      const titles = actions.map(({ title }) => title).join('\n');
      assert.match(titles, /explain/i);
      assert.match(titles, /ignore/i);
    });
  });
}

async function set(name: string, value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration('teacherprint').update(name, value, target);
}

async function replaceLine(editor: vscode.TextEditor, line: number, text: string): Promise<void> {
  const { range } = editor.document.lineAt(line);
  await editor.edit((edit) => {
    edit.replace(range, text);
  });
}

function textOf(content: vscode.Hover['contents'][number]): string {
  return content instanceof vscode.MarkdownString ? content.value : '';
}
