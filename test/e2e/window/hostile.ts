import assert from 'node:assert/strict';
import { leakingAnswer, row } from '../rows.ts';
import type { VsCode, VsCodeWindow } from './vs-code.ts';

// No such host exists; a request for it would mean that text became markup.
const canary = 'http://canary.invalid/';
const attacks = [
  `<img src="${canary}img" onerror="alert(1)">`,
  `<script>alert(1)</script>`,
  `![picture](${canary}markdown)`,
  `[click](command:workbench.action.quit)`,
  `<a href="${canary}">link</a>`,
  `**bold** \`\`\` </code></pre> ]]> \u202Eright-to-left`,
];
const rows = attacks.map((attack) => row(`${attack} ${leakingAnswer} ${attack}`));

export function describeHostile(vsCode: VsCode): void {
  describe('hostile text', () => {
    let window: VsCodeWindow;
    const alarms: string[] = [];
    before(async () => {
      window = await vsCode.open({ 'hostile.jsonl': `${rows.join('\n')}\n` });
      window.page.on('dialog', (dialog) => {
        alarms.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss(); // Settles when the page goes on, which nobody needs to wait for.
      });
      window.page.on('request', (request) => {
        if (request.url().startsWith(canary)) alarms.push(request.url());
      });
    });
    after(() => window.close());

    it('stays text in a hover', async () => {
      await window.page.locator('.squiggly-warning').first().hover({ force: true });
      await window.hover.first().waitFor();
      assert.equal(await window.hover.locator('img, a[href^="command:"]').count(), 0);
      await window.screenshot('hostile-hover');
    });

    it('stays text in the panel', async () => {
      await window.command('Teacherprint: Audit Dataset File');
      await window.panel.getByText('<script>alert(1)</script>').first().waitFor();
      assert.equal(await window.panel.locator('main :is(img, a, script)').count(), 0);
      await window.screenshot('hostile-panel');
    });

    for (const [index, attack] of attacks.entries())
      it(`stays text when it is explained: ${attack.slice(0, 12)}`, async () => {
        const place = `Row ${index + 1}, turn 1`;
        await window.panel.getByRole('button', { name: `Explain ${place}`, exact: true }).click();
        await window.panel.getByRole('region', { name: `Evidence: ${place}` }).waitFor();
        await window.page.getByRole('tab', { name: `row ${index + 1} turn 1` }).waitFor();
        assert.equal(await window.panel.locator('main :is(img, a, script)').count(), 0);
      });

    it('stays text in the hovers of a sample', async () => {
      await window.screenshot('hostile-explained');
      const sample = window.page.locator('.editor-group-container').nth(1);
      await window.page.mouse.move(0, 0);
      const mark = sample
        .locator('.view-overlays [class*="ced-"]')
        .filter({ visible: true })
        .first();
      await mark.hover({ force: true });
      await window.hover.first().waitFor();
      assert.equal(await window.hover.locator('img, a').count(), 0);
    });

    it('reaches nothing and nobody', () => {
      assert.deepEqual(alarms, []);
    });
  });
}
