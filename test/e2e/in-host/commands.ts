import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commands, sampleScheme } from '../../../protocol/commands.ts';
import type { AuditView } from '../../../protocol/views.ts';
import { poll } from '../poll.ts';
import { leakingAnswer, plainAnswer, row } from '../rows.ts';
import { checkFindings, inWorkspace, openDataset, writeDataset } from './document.ts';

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

    it('audit a file, and answer with a ledger that adds up', async () => {
      const audit = await auditDataset(await writeDataset('small.jsonl', [row(plainAnswer), '{']));
      assert.equal(audit.state, 'complete');
      assert.deepEqual(audit.coverage, {
        rows: 2,
        samples: 2,
        analysed: 1,
        skipped: { 'broken-json': 1 },
      });
    });

    it('export a report, whole, without asking what is given', async () => {
      const uri = await writeDataset('exported.jsonl', [row(leakingAnswer), '{']);
      const target = inWorkspace('exported.sarif');
      const wishes = { format: 'sarif', target };
      await vscode.commands.executeCommand(commands.exportReport, uri, wishes);
      const report = JSON.parse(await readFile(target.fsPath, 'utf8')) as {
        runs: { results: { ruleId: string }[] }[];
      };
      const codes = report.runs[0]?.results.map(({ ruleId }) => ruleId);
      assert.deepEqual(codes, ['self-identification', 'broken-json']);
    });

    it('audit a file that is too large for a document', async () => {
      // Of a long text only the beginning is analyzed, so that this does not take long.
      const long = row(plainAnswer.repeat(400));
      const rows = Array.from({ length: Math.ceil((51 << 20) / long.length) }, () => long);
      const uri = await writeDataset('large.jsonl', rows);
      const audit = await auditDataset(uri);
      assert.equal(audit.coverage.analysed, rows.length);
      assert.ok(vscode.workspace.textDocuments.every((document) => !isSame(document.uri, uri)));
    });

    it('restart the server, which finds again what it found', async () => {
      const { document } = await openDataset('restart.jsonl', [row(leakingAnswer)]);
      await checkFindings(document.uri, ['self-identification:1']);
      await vscode.commands.executeCommand(commands.restartServer);
      await checkFindings(document.uri, ['self-identification:1']);
    });

    // Only here does the system say which processes are whose.
    if (process.platform === 'linux')
      it('work again after the server was killed', async () => {
        const editor = await openDataset('crash.jsonl', [row(plainAnswer)]);
        await checkFindings(editor.document.uri, []);
        const killed = await poll('the server', serverProcess);
        process.kill(killed, 'SIGKILL');
        const next = await poll('another server', async () => {
          const found = await serverProcess();
          return found === killed ? null : found;
        });
        assert.notEqual(next, killed);
        const { document } = await openDataset('after.jsonl', [row(leakingAnswer)]);
        await checkFindings(document.uri, ['self-identification:1']);
        assert.equal((await auditDataset(document.uri)).coverage.analysed, 1);
      });
  });
}

async function auditDataset(uri: vscode.Uri): Promise<AuditView> {
  const audit = await vscode.commands.executeCommand<AuditView | null>(commands.auditDataset, uri);
  assert.ok(audit !== null, 'the audit ended early');
  return audit;
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

/** The child of this extension host that runs the language server; null while there is none. */
async function serverProcess(): Promise<number | null> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  for (const pid of children.split(' ').filter(Boolean)) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.includes('cli.js\0lsp')) return Number(pid);
  }
  return null;
}
