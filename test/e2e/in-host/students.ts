import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commands, studentViewType } from '../../../protocol/commands.ts';
import type { StudentAuditView } from '../../../protocol/student-audit.ts';
import { studentFiles, studentPrompts } from '../../support/student-files.ts';
import { inWorkspace } from './document.ts';

const student = inWorkspace('pupil.jsonl');
const wishes = {
  teachers: [
    { uri: inWorkspace('red.jsonl'), name: 'red/red-1' },
    { uri: inWorkspace('blue.jsonl'), name: 'blue' },
  ],
  decoys: [inWorkspace('decoys.jsonl')],
  control: inWorkspace('base.jsonl'),
};

export function describeStudents(): void {
  describe('the audit of a student', () => {
    before(async () => {
      for (const [name, text] of Object.entries(studentFiles()))
        await writeFile(inWorkspace(name).fsPath, text);
    });

    it('finds the teacher in files that never become documents', async () => {
      const { student: view, prompts } = await audit();
      assert.deepEqual(
        view.vendors.map(({ vendor, verdict }) => [vendor, verdict]),
        [
          ['red', 'consistent'],
          ['blue', 'no-evidence'],
        ],
      );
      assert.equal(prompts.length, studentPrompts);
      const documents = vscode.workspace.textDocuments.map(({ uri }) => uri.path);
      assert.deepEqual(
        documents.filter((path) => path.endsWith('/pupil.jsonl')),
        [],
      );
      assert.equal(studentTabs().length, 1);
    });

    it('is shown in the tab that shows it already', async () => {
      const { student: view } = await audit({ control: null });
      assert.equal(view.control, null);
      assert.equal(studentTabs().length, 1);
    });

    it('is written down as it is shown', async () => {
      const { student: view } = await audit();
      const target = inWorkspace('student.json');
      const report = { format: 'json', target };
      await vscode.commands.executeCommand(commands.exportStudentAudit, null, report);
      const written = JSON.parse(await readFile(target.fsPath, 'utf8')) as { vendors: unknown };
      assert.deepEqual(written.vendors, view.vendors);
    });
  });
}

async function audit(
  more: Partial<Record<keyof typeof wishes, unknown>> = {},
): Promise<StudentAuditView> {
  const found = await vscode.commands.executeCommand<StudentAuditView | null>(
    commands.auditStudent,
    student,
    { ...wishes, ...more },
  );
  assert.ok(found !== null, 'the audit ended early');
  return found;
}

function studentTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith(studentViewType),
    );
}
