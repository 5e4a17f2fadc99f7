import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { campaignsViewType, commands } from '../../../protocol/commands.ts';
import type { LogAuditView } from '../../../protocol/log-audit.ts';
import { inWorkspace } from './document.ts';

const log = inWorkspace('requests.jsonl');

export function describeCampaigns(): void {
  describe('campaigns', () => {
    it('are found in a log that never becomes a document', async () => {
      const { campaigns } = await auditLogs(log);
      assert.ok(campaigns.cards.length > 0, 'the example has a campaign');
      const { rows, analysed, skipped } = campaigns.coverage;
      const all = Object.values(skipped).reduce((sum, n) => sum + n, analysed);
      assert.equal(all, rows);
      const documents = vscode.workspace.textDocuments.map(({ uri }) => uri.toString());
      assert.ok(!documents.includes(log.toString()));
      assert.equal(campaignTabs().length, 1);
    });

    it('are shown in the tab that shows them already', async () => {
      await auditLogs(log);
      assert.equal(campaignTabs().length, 1);
    });

    it('are written down under the pseudonyms that are shown', async () => {
      const { campaigns } = await auditLogs(log);
      const target = inWorkspace('campaigns.json');
      const wishes = { format: 'json', target };
      await vscode.commands.executeCommand(commands.exportCampaigns, null, wishes);
      const report = JSON.parse(await readFile(target.fsPath, 'utf8')) as { cards: unknown };
      assert.deepEqual(report.cards, campaigns.cards);
    });

    it('are found in several logs at once', async () => {
      const other = inWorkspace('other-requests.jsonl');
      await vscode.workspace.fs.copy(log, other, { overwrite: true });
      const { campaigns } = await auditLogs(log, other);
      assert.equal(campaigns.files.length, 2);
      assert.equal(campaignTabs().length, 2);
    });
  });
}

/** As the explorer does it: what was clicked, and all that was selected. */
async function auditLogs(...logs: readonly [vscode.Uri, ...vscode.Uri[]]): Promise<LogAuditView> {
  const audit = await vscode.commands.executeCommand<LogAuditView | null>(
    commands.auditLogs,
    logs[0],
    logs,
  );
  assert.ok(audit !== null, 'the audit ended early');
  return audit;
}

function campaignTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith(campaignsViewType),
    );
}
