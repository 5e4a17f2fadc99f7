import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { viewerFrames } from '../../../scripts/panel-frames.ts';
import { studentFiles } from '../../support/student-files.ts';
import { poll } from '../poll.ts';
import type { VsCode, VsCodeWindow } from './vs-code.ts';
import { Wizard } from './wizard.ts';

const command = 'Audit Student Model';
/** As many as an audit takes, so that there is time to cancel it. */
const manyDecoys = 200;
const conclusion =
  /^The answers of pupil are consistent with training on answers of: red\/red-1\.$/;

export function describeStudents(vsCode: VsCode, restricted: VsCode): void {
  describe('the audit of a student', () => {
    let window: VsCodeWindow;
    let wizard: Wizard;
    before(async () => {
      window = await vsCode.open({ 'notes.txt': 'Notes.\n', ...studentFiles() });
      wizard = new Wizard(window);
      await window.configure({ 'workbench.colorTheme': 'Default Dark Modern' });
    });
    after(() => window.close());

    it('asks from the menu of the answers whose the others are, with a way back', async () => {
      await window.fromMenu('pupil.jsonl', command);
      await wizard.asks(/candidate teachers/);
      assert.doesNotMatch(await wizard.widget.innerText(), /pupil\.jsonl/);
      await window.check([/^red\.jsonl/, /^blue\.jsonl/]);
      await window.screenshot('student-teachers');
      await wizard.accept();
      await wizard.asks(/Whose answers are in blue\.jsonl/);
      assert.equal(await wizard.input.inputValue(), 'blue');
      await wizard.accept();
      await wizard.asks(/Whose answers are in red\.jsonl/);
      assert.equal(await wizard.input.inputValue(), 'red/red-1');
      await window.screenshot('student-name');
      await wizard.back();
      await wizard.asks(/Whose answers are in blue\.jsonl/);
      await wizard.back();
      await wizard.asks(/candidate teachers/);
      await wizard.accept();
      await wizard.asks(/in blue\.jsonl/);
      await wizard.type('/');
      await wizard.asks(/Name the vendor\./);
      await wizard.type('blue');
      await wizard.asks(/in red\.jsonl/);
      await wizard.accept();
      await wizard.asks(/answers of other models/);
      await window.check([/^decoys\.jsonl/]);
      await wizard.accept();
      await wizard.asks(/Is there a control/);
      await window.pick(/^base\.jsonl/);
      await wizard.asks(/lineage/);
      await window.screenshot('student-lineage');
      await window.pick(/Of none of them/);
    });

    it('says in one sentence what may be said, and draws it', async () => {
      await window.tab.getByText(conclusion).first().waitFor();
      await window.tab
        .getByRole('img', { name: /22 decoys from/ })
        .first()
        .waitFor();
      await window.tab
        .getByRole('img', { name: /^Capital: / })
        .first()
        .waitFor();
      assert.equal(await window.page.getByRole('tab', { name: /\.jsonl/ }).count(), 1, 'the tab');
      await window.screenshot('student-dark');
    });

    it('is accessible', async () => {
      const axe = new AxeBuilder({ page: window.page }).include([...viewerFrames]);
      const { violations } = await axe.disableRules(['bypass']).analyze();
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        [],
      );
    });

    it('is shown in a light theme, too', async () => {
      await window.configure({ 'workbench.colorTheme': 'Default Light Modern' });
      await window.tab.locator('body.vscode-light').waitFor();
      await window.screenshot('student-light');
    });

    it('opens two answers in the diff editor, from the keyboard, which stays in the list', async () => {
      const prompts = window.tab.locator('button.prompt');
      await prompts.nth(6).focus();
      await window.page.keyboard.press('Enter');
      await diffOf(window, 'red/red-1 row 7 ↔ pupil row 7');
      const diff = window.page.locator('.monaco-diff-editor');
      const answers = (await completions(window, 7)).map((text) => normal(text).slice(0, 40));
      await poll('both answers', async () => {
        const shown = normal(await diff.innerText());
        return answers.every((answer) => shown.includes(answer)) || null;
      });
      await window.screenshot('student-diff');
      await window.page.keyboard.press('Tab');
      await window.page.keyboard.press('Enter');
      await diffOf(window, 'red/red-1 row 8 ↔ pupil row 8');
      await window.tab.getByLabel('Beside the student’s').selectOption('base (control)');
      await prompts.nth(6).click();
      await diffOf(window, 'base row 7 ↔ pupil row 7');
    });

    it('is exported as the terminal would write it', async () => {
      await window.tab.getByRole('button', { name: 'Export…' }).click();
      await window.pick(/^Markdown/);
      const dialog = window.page.locator('.quick-input-widget input[type="text"]:visible');
      await poll('the save dialog', async () => {
        return (await dialog.inputValue()).endsWith('pupil.report.md') || null;
      });
      await window.page.keyboard.press('Enter');
      await window.page
        .locator('.notification-list-item', { hasText: 'pupil.report.md was written' })
        .waitFor();
      const report = await readFile(path.join(window.folder, 'pupil.report.md'), 'utf8');
      assert.match(report, /^## Teacherprint: student <code>pupil<\/code>/);
    });

    it('is done again with the same files, or with others', async () => {
      await window.command(`Teacherprint: ${command}…`);
      await wizard.asks(/Which file has the student’s answers/);
      await window.pick(/^pupil\.jsonl/);
      await wizard.asks(/was audited before/);
      await window.screenshot('student-again');
      await window.pick(/^The same as before/);
      await window.tab.getByRole('button', { name: 'Audit again' }).waitFor();
      await window.tab.getByRole('button', { name: 'Change files…' }).click();
      await wizard.asks(/candidate teachers/);
      for (const step of [/in blue\.jsonl/, /in red\.jsonl/, /of other models/, /a control/]) {
        await wizard.accept();
        await wizard.asks(step);
      }
      await window.pick(/No control/);
      await wizard.asks(/lineage/);
      await window.pick(/^red/);
      await window.tab
        .getByText(/of its own line: lineage/)
        .first()
        .waitFor();
      await window.screenshot('student-lineage-said');
    });
  });

  describe('the audit of a student among many decoys', () => {
    it('ends at once when it is canceled, and says so', async () => {
      const window = await vsCode.open({ 'notes.txt': 'Notes.\n', ...studentFiles(manyDecoys) });
      await askForRed(window);
      await window.tab.getByText(/^(?:Reading|Comparing) /).waitFor();
      await window.tab.getByRole('button', { name: 'Cancel' }).click();
      await window.tab.getByText('Canceled before anything').first().waitFor();
      await window.screenshot('student-canceled');
      assert.equal(await window.tab.getByRole('alert').innerText(), '');
      await window.close();
    });
  });

  describe('the audit of a student in a folder that nobody trusts', () => {
    it('works as elsewhere, since nothing of the folder is run or sent', async () => {
      const window = await restricted.open({ 'notes.txt': 'Notes.\n', ...studentFiles() });
      await askForRed(window);
      await window.tab.getByText(conclusion).first().waitFor();
      await window.close();
    });
  });
}

/** Was it taught by red, as far as the decoys can tell? */
async function askForRed(window: VsCodeWindow): Promise<void> {
  const wizard = new Wizard(window);
  await window.fromMenu('pupil.jsonl', command);
  await wizard.asks(/candidate teachers/);
  await window.check([/^red\.jsonl/]);
  await wizard.accept();
  await wizard.asks(/Whose answers/);
  await wizard.accept();
  await wizard.asks(/answers of other models/);
  await window.check([/^decoys\.jsonl/]);
  await wizard.accept();
  await wizard.asks(/Is there a control/);
  await window.pick(/No control/);
  await wizard.asks(/lineage/);
  await window.pick(/Of none of them/);
}

async function diffOf(window: VsCodeWindow, title: string): Promise<void> {
  await window.page.getByRole('tab', { name: title }).waitFor();
}

/** Of a row, the teacher's and the student's. */
async function completions(window: VsCodeWindow, row: number): Promise<string[]> {
  return Promise.all(
    ['red', 'pupil'].map(async (name) => {
      const rows = await readFile(path.join(window.folder, `${name}.jsonl`), 'utf8');
      return (JSON.parse(rows.split('\n')[row - 1]!) as { completion: string }).completion;
    }),
  );
}

/** As an editor draws it, spaces are of another kind. */
function normal(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
