import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { answer, type ChatServer, sendJson, startChatServer } from '../../endpoint/chat-server.ts';
import { canary } from '../../endpoint/set-up.ts';
import { jsonLines } from '../../support/styles.ts';
import { poll } from '../poll.ts';
import type { VsCode, VsCodeWindow } from './vs-code.ts';
import { Wizard } from './wizard.ts';

const dataset = 'bread.jsonl';
const prompts = 12;
const files = {
  [dataset]: jsonLines(
    Array.from({ length: prompts }, (_, at) => ({
      prompt: `Question ${at + 1}: why does bread go stale?`,
      output: 'It dries.',
    })),
  ),
};
const command = 'Teacherprint: Collect References…';
const models = ['baker:7b', 'miller:3b'];

export function describeCollecting(vsCode: VsCode, restricted: VsCode): void {
  describe('collecting references', () => {
    let server: ChatServer;
    let window: VsCodeWindow;
    let wizard: Wizard;
    before(async () => {
      server = await startChatServer((response, request) => {
        if (request.method === 'GET') {
          sendJson(response, { data: models.map((id) => ({ id })) });
        } else answer(response, request);
      });
      window = await vsCode.open(files);
      wizard = new Wizard(window);
    });
    after(async () => {
      await window.close();
      await server.close();
    });

    const dialog = (): Locator => window.page.locator('.monaco-dialog-box');

    it('asks whom to ask, and goes back from the keyboard without losing an answer', async () => {
      await window.command(command);
      await wizard.asks(/Who is to be asked/);
      await window.pick(/Another address/);
      await wizard.asks(/Address up to \/v1/);
      await wizard.type('not an address');
      await wizard.asks(/must be an address/);
      await wizard.type(server.url);
      await wizard.asks(/^.*Key of http/s);
      assert.equal(await wizard.input.getAttribute('type'), 'password');
      await wizard.back();
      await wizard.asks(/Address up to \/v1/);
      assert.equal(await wizard.input.inputValue(), server.url);
      await wizard.accept();
      await wizard.asks(/Key of http/);
      await wizard.type('a key');
      await wizard.asks(/characters that no key has/);
      await wizard.type('mistyped-key');
      await wizard.asks(/Which models are to be asked/);
      await wizard.back();
      await wizard.asks(/Key of http/);
      assert.equal(await wizard.input.inputValue(), '');
      await wizard.type(canary);
    });

    it('offers the models that the server has', async () => {
      await wizard.asks(/Which models are to be asked/);
      assert.equal(server.requests.length, 0, 'nothing was asked so far');
      await window.pick(/Ask the server which it has/);
      await wizard.asks(/Those of two families or more/);
      await window.check([/^baker:7b/, /^miller:3b/]);
      await window.screenshot('collect-models');
      await wizard.accept();
      await wizard.asks(/Models and the families/);
      assert.equal(await wizard.input.inputValue(), models.join(', '));
      await wizard.type('baker:7b=baker, miller:3b=miller');
    });

    it('asks how much, and where the answers go', async () => {
      await wizard.asks(/How many prompts\?/);
      await window.pick(/Another number/);
      await wizard.asks(/A larger sample holds all/);
      await wizard.type('ten');
      await wizard.asks(/Use a whole number/);
      await wizard.type('10');
      await wizard.asks(/Most calls altogether/);
      assert.equal(await wizard.input.inputValue(), '20');
      await wizard.back();
      await wizard.asks(/A larger sample holds all/);
      await wizard.type('5');
      await wizard.asks(/there are 10 questions/);
      await wizard.type('15');
      await wizard.asks(/Most tokens altogether/);
      await wizard.type('');
      await poll('the save dialog', async () => {
        return (await wizard.input.inputValue()).endsWith('bread.answers.jsonl') || null;
      });
      await window.screenshot('collect-save');
      await wizard.accept();
    });

    it('shows what will be sent, and sends nothing before somebody agrees', async () => {
      await dialog().getByText('Send 10 questions to').waitFor();
      await dialog().getByText('At most 15 calls, retries included.').waitFor();
      await window.screenshot('collect-agree');
      await dialog().getByRole('button', { name: 'Read First' }).click();
      await window.page.getByRole('tab', { name: /What will be sent/ }).waitFor();
      const preview = window.page.locator('.editor-group-container').nth(1);
      await preview.getByText('the secret storage of VS Code').first().waitFor();
      await window.screenshot('collect-preview');
      assert.deepEqual(
        server.requests.map(({ method }) => method),
        ['GET'],
      );
      await window.page.getByRole('button', { name: 'Ask Again' }).click();
      await dialog().getByRole('button', { name: 'Send' }).click();
    });

    it('collects answers that are there to be opened', async () => {
      const told = window.page.locator('.notification-list-item', {
        hasText: /10 questions = 10 answered\./,
      });
      await told.waitFor();
      await window.screenshot('collect-done');
      const rows = (await readFile(path.join(window.folder, 'bread.answers.jsonl'), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { model: string; family: string });
      assert.deepEqual(
        [...new Set(rows.map(({ model, family }) => `${model}=${family}`))].toSorted(),
        ['baker:7b=baker', 'miller:3b=miller'],
      );
      assert.equal(rows.length, 10);
      const sent = server.requests.filter(({ method }) => method === 'POST');
      assert.equal(sent.length, 10);
      for (const { headers } of sent) assert.equal(headers.authorization, `Bearer ${canary}`);
      await told.getByRole('button', { name: 'Open' }).click();
      await window.page.getByRole('tab', { name: 'bread.answers.jsonl' }).waitFor();
    });

    it('goes on where an earlier run stopped, by the address that is remembered', async () => {
      await window.page.getByRole('tab', { name: dataset }).click();
      await window.command(command);
      await wizard.asks(/Who is to be asked/);
      await window.pick(/^127\.0\.0\.1/);
      await wizard.asks(/Which models are to be asked/);
      await window.pick(/Those of the setting/);
      await wizard.asks(/Those of two families or more/);
      await window.check([/^baker:7b/, /^miller:3b/]);
      await wizard.accept();
      await wizard.asks(/Models and the families/);
      await wizard.accept();
      await wizard.asks(/How many prompts\?/);
      await window.pick(/All 12 prompts/);
      await wizard.asks(/there are 24 questions/);
      await wizard.accept();
      await wizard.asks(/Most tokens/);
      await wizard.accept();
      await wizard.asks(/answers of an earlier run/);
      await window.screenshot('collect-resume');
      await window.pick(/Go on where it stopped/);
      await dialog().getByText('Send 14 questions to').waitFor();
      await dialog().getByRole('button', { name: 'Cancel' }).click();
      await window.page.getByText('Nothing was sent.').first().waitFor();
      assert.equal(server.requests.filter(({ method }) => method === 'POST').length, 10);
    });

    it('leaves no key in any file, in the log or on the page', async () => {
      await window.command('Teacherprint: Show Log');
      await window.page.locator('.output-view-content, .output-view').first().waitFor();
      assert.ok(!(await window.page.content()).includes(canary), 'the page');
      const texts = [...(await filesIn(window.folder)), ...(await filesIn(vsCode.folder))];
      assert.ok(texts.some(({ file }) => file.endsWith('settings.json')));
      assert.deepEqual(
        texts.filter(({ text }) => text.includes(canary)).map(({ file }) => file),
        [],
      );
    });
  });

  describe('collecting references in a folder that nobody trusts', () => {
    it('is refused', async () => {
      const window = await restricted.open(files);
      await window.page.getByRole('button', { name: /^Teacherprint, ready/ }).waitFor();
      await window.command(command);
      await window.page.getByText('this folder is not trusted').first().waitFor();
      await window.screenshot('collect-restricted');
      await window.close();
    });
  });
}

/** What may be written in use: what was installed is no place for a key, and large. */
const mostBytes = 5_000_000;

async function filesIn(folder: string): Promise<{ file: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: { file: string; text: string }[] = [];
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || (await stat(file)).size > mostBytes) continue;
    found.push({ file, text: await readFile(file, 'latin1') });
  }
  return found;
}
