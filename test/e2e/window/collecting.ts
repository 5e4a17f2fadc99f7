import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { answer, type ChatServer, sendJson, startChatServer } from '../../endpoint/chat-server.ts';
import { canary, readAnswers } from '../../endpoint/set-up.ts';
import { poll } from '../poll.ts';
import type { VsCode, VsCodeWindow } from './vs-code.ts';

const rows = Array.from({ length: 30 }, (_, i) => ({
  prompt: `What is the ${i}th thing to know about bread?`,
  output: `The ${i}th thing to know is that flour and water want time before they want heat.`,
}));

export function describeCollecting(vsCode: VsCode, restricted: VsCode): void {
  const files = {
    'bread.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
    // Whatever the messages to the server hold is in a log then.
    '.vscode/settings.json': JSON.stringify({ 'teacherprint.trace.server': 'verbose' }),
  };

  describe('collecting references', () => {
    let server: ChatServer;
    let window: VsCodeWindow;
    before(async () => {
      server = await startChatServer((response, request) => {
        const data = [{ id: 'qwen3:8b' }, { id: 'llama3.1:8b' }, { id: 'embedder' }];
        if (request.method === 'GET') sendJson(response, { data });
        else answer(response, request);
      });
    });
    after(async () => {
      await server.close();
      await window.close();
    });

    it('is done by the keyboard, and sends what it has shown', async () => {
      window = await vsCode.open(files);
      const { keyboard } = window.page;
      await window.run('Teacherprint: Collect References…');
      await step(window, 1, 'Another address');
      await keyboard.press('Enter');
      await step(window, 2, 'Address up to /v1');
      await keyboard.type('http://example.com/v1');
      await keyboard.press('Enter');
      await widget(window).getByText('in the clear').waitFor();
      await window.screenshot('collect-address');
      await keyboard.press('Control+A');
      await keyboard.type(server.url);
      await keyboard.press('Enter');
      await step(window, 3, 'kept in the secret storage');
      await keyboard.type(canary);
      await window.screenshot('collect-key');
      await keyboard.press('Enter');
      await step(window, 4, 'Ask the server');
      await window.screenshot('collect-which-models');
      await keyboard.press('Enter');
      await step(window, 5, 'llama3.1:8b');
      assert.deepEqual(
        server.requests.map(({ method, text }) => [method, text]),
        [['GET', '']],
      );
      await keyboard.type('llama');
      await keyboard.press('ArrowDown');
      await keyboard.press('Space');
      for (let i = 0; i < 5; i++) await keyboard.press('Backspace');
      await keyboard.type('qwen');
      await keyboard.press('ArrowDown');
      await keyboard.press('Space');
      await window.screenshot('collect-models');
      await keyboard.press('Enter');
      await step(window, 6, 'families');
      await keyboard.press('Alt+ArrowLeft');
      await step(window, 5, 'llama3.1:8b');
      await keyboard.press('Enter');
      await step(window, 6, 'families');
      await poll('the models', async () => {
        const shown = await input(window).inputValue();
        return shown === 'llama3.1:8b=llama, qwen3:8b=qwen' || null;
      });
      await window.screenshot('collect-families');
      await keyboard.press('Enter');
      await step(window, 7, '25 prompts');
      await window.screenshot('collect-sample');
      await keyboard.press('Enter');
      await step(window, 9, '50 questions');
      await window.screenshot('collect-calls');
      await keyboard.press('Enter');
      await step(window, 10, 'Most tokens');
      await keyboard.press('Enter');
      await poll('the save dialog', async () => {
        return (await input(window).inputValue()).endsWith('bread.answers.jsonl') || null;
      });
      await keyboard.press('Enter');
      const dialog = window.page.locator('.monaco-dialog-box');
      await dialog.getByText('Send 50 questions').waitFor();
      await window.page.getByText('POST ').first().waitFor();
      await window.screenshot('collect-confirm');
      assert.equal(server.requests.length, 1, 'nothing is sent before it was agreed to');
      await keyboard.press('Enter');
      const told = window.page.locator('.notification-list-item', { hasText: '50 answered' });
      await told.waitFor();
      await window.screenshot('collect-told');
      const sent = server.requests.filter(({ method }) => method === 'POST');
      assert.equal(sent.length, 50);
      for (const { headers } of server.requests)
        assert.equal(headers.authorization, `Bearer ${canary}`);
      const answers = readAnswers(path.join(window.folder, 'bread.answers.jsonl'));
      assert.equal(answers.length, 50);
      await told.getByRole('button', { name: 'Fit References' }).waitFor();
      await window.command('Teacherprint: Show Log');
      await window.screenshot('collect-log');
      await checkNoKey(window, vsCode.home);
    });

    it('goes on where it stopped, with the key that it has, until that is forgotten', async () => {
      const { keyboard } = window.page;
      await window.run('Teacherprint: Collect References…');
      await step(window, 1, new URL(server.url).host);
      await window.screenshot('collect-endpoint');
      await keyboard.press('Enter');
      // No address and no key are asked for.
      await step(window, 4, 'Those of the setting');
      await keyboard.press('Escape');
      await widget(window).waitFor({ state: 'hidden' });
      await window.run('Teacherprint: Forget Endpoint Key…');
      await widget(window).getByText(server.url).waitFor();
      await keyboard.press('Enter');
      await window.page.getByText('is forgotten').first().waitFor();
      await window.run('Teacherprint: Collect References…');
      await step(window, 1, new URL(server.url).host);
      await keyboard.press('Enter');
      await step(window, 3, 'kept in the secret storage');
      await window.close();
    });

    it('is refused where the folder is not trusted', async () => {
      window = await restricted.open(files);
      await window.run('Teacherprint: Collect References…');
      await window.page.getByText('this folder is not trusted').first().waitFor();
      await window.screenshot('collect-restricted');
    });
  });
}

function widget(window: VsCodeWindow): Locator {
  return window.page.locator('.quick-input-widget');
}

function input(window: VsCodeWindow): Locator {
  return widget(window)
    .locator('input[type="text"]:visible, input[type="password"]:visible')
    .first();
}

async function step(window: VsCodeWindow, number: number, text: string): Promise<void> {
  await widget(window).getByText(`Collect References (${number}/`).waitFor();
  await widget(window)
    .getByText(text)
    .first()
    .or(widget(window).getByPlaceholder(text))
    .first()
    .waitFor();
}

/** Neither in what was written beside the dataset, nor in anything that VS Code wrote. */
async function checkNoKey(window: VsCodeWindow, home: string): Promise<void> {
  for (const folder of [window.folder, home]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((found) => found.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      assert.ok(!(await readFile(file)).includes(canary), `the key is in ${file}`);
    }
  }
}
