/** What is beside the pointer. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hover } from 'vscode-languageserver-protocol';
import { newUri } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
});
afterAll(() => client.close());

async function opened(text: string, own = client): Promise<string> {
  const uri = newUri();
  await own.open(uri, text);
  return uri;
}

const contentOf = (hover: Hover | null): { kind: string; value: string } =>
  hover!.contents as { kind: string; value: string };

describe('hover', () => {
  test('gives the verdict, evidence for and against, and the error rate', async () => {
    const row = messagesRow(plainAnswer);
    const hover = await client.hover(await opened(row), { line: 0, character: 120 });
    const { kind, value } = contentOf(hover);
    expect(kind).toBe('markdown');
    expect(value).toMatch(/probability 0\.\d\d/);
    expect(value).toMatch(/\+\d\.\d\d bits, [a-z ]+: /);
    expect(value).toContain('Against it');
    expect(value).toMatch(/^Of the 3 nearest: .* favors? \w+\.$/m);
    const { start, end } = hover!.range!;
    expect(row.slice(start.character, end.character)).toBe(plainAnswer);
  });

  test('is of the turn under the pointer', async () => {
    const row = JSON.stringify({
      messages: [plainAnswer, leakingAnswer].map((content) => ({ role: 'assistant', content })),
    });
    const uri = await opened(row);
    const second = row.indexOf('As ChatGPT');
    const at = async (character: number): Promise<string> =>
      contentOf(await client.hover(uri, { line: 0, character })).value;
    expect(await at(second + 5)).toContain('Leaks: self-identification (gpt)');
    expect(await at(second - 60)).not.toContain('Leaks');
  });

  test('says why a text is not judged', async () => {
    const uri = await opened(messagesRow('Short.'));
    const { value } = contentOf(await client.hover(uri, { line: 0, character: 1 }));
    expect(value).toMatch(/^\*\*Not judged\*\*: too short/);
  });

  test('is nothing outside of a sample', async () => {
    const uri = await opened(`${messagesRow(plainAnswer)}\n{"messages": [\n`);
    for (const [line, character] of [
      [0, 20],
      [1, 3],
      [2, 0],
    ] as const) {
      expect(await client.hover(uri, { line, character })).toBeNull();
    }
    expect(await client.hover(newUri(), { line: 0, character: 0 })).toBeNull();
  });

  test('is plain text for a client that shows no Markdown', async () => {
    const own = await LspClient.start({ markdown: false });
    const uri = await opened(messagesRow(plainAnswer), own);
    const { kind, value } = contentOf(await own.hover(uri, { line: 0, character: 120 }));
    expect(kind).toBe('plaintext');
    expect(value).not.toMatch(/\*\*|`/);
    await own.close();
  });
});
