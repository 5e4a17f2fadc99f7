/**
 * *Collect References*: asks models the prompts of a dataset. What is to be sent is shown before, and
 * nothing but that is sent. Loaded when it is asked for.
 */

import * as vscode from 'vscode';
import { type CollectedView, collectedWords, type CollectionView } from '../protocol/collecting.ts';
import { commands } from '../protocol/commands.ts';
import { count } from '../protocol/words.ts';
import { askCollection, type CollectionWishes } from './collection-steps.ts';
import { runLongTask } from './long-task.ts';
import type { Parts } from './parts.ts';
import { rememberEndpoint } from './remember-endpoint.ts';
import { sealKey } from './seal-key.ts';
import { tellTrouble } from './tell.ts';

export async function collectReferences(parts: Parts, uri: vscode.Uri): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    throw new Error('this folder is not trusted, so nothing of it is sent to an endpoint');
  }
  const wishes = await askCollection(parts, uri);
  if (wishes === null) return;
  const server = await parts.client.connection();
  const prepared = await server.prepareCollection(wishes.params);
  await parts.samples.showText('What will be sent.txt', prepared.preview);
  if (!(await isAgreed(prepared, wishes))) {
    void vscode.window.showInformationMessage('Nothing was sent.');
    return;
  }
  await rememberEndpoint(wishes.endpoint, wishes.params.models);
  const { collection } = prepared;
  const key = await keyFor(parts, wishes);
  const view = await runLongTask('Collecting answers', (task) =>
    server.collect({ collection, key }, task),
  );
  if (view !== undefined) await tellCollected(parts, uri, view);
}

/** Sealed at the last moment, since only the server that runs now can open it. */
async function keyFor(
  { client, keys }: Parts,
  { endpoint, address, params }: CollectionWishes,
): Promise<Parameters<Awaited<ReturnType<typeof client.connection>>['collect']>[0]['key']> {
  if (endpoint.keyVariable !== null) return { kind: 'variable', name: endpoint.keyVariable };
  const key = await keys.of(address);
  if (key === undefined) return { kind: 'none' };
  const server = await client.connection();
  return { kind: 'sealed', sealed: sealKey(key, await server.describeEndpoint(params)) };
}

async function isAgreed(
  prepared: CollectionView,
  { address, params }: CollectionWishes,
): Promise<boolean> {
  const left = prepared.questions - prepared.answered;
  const question = `Send ${count(left, 'question')} to ${address}?`;
  const detail = [
    prepared.answered === 0
      ? `${count(prepared.questions, 'question')}, one call each.`
      : `${count(prepared.questions, 'question')}, of which ${prepared.answered.toLocaleString('en')} are answered by an earlier run.`,
    `At most ${count(params.calls, 'call')}, retries included.`,
    `About ${count(prepared.promptTokens, 'token')} of prompts; prompts and answers at most ${prepared.mostTokens.toLocaleString('en')}.`,
    `About ${count(prepared.minutes, 'minute')}.`,
    'The text beside has what is sent, to the letter.',
  ].join('\n');
  const [send, read] = ['Send', 'Read First'];
  for (;;) {
    const picked = await vscode.window.showInformationMessage(
      question,
      { modal: true, detail },
      send,
      read,
    );
    if (picked !== read) return picked === send;
    // A dialog covers what it is about.
    if ((await vscode.window.showInformationMessage(question, 'Ask Again')) === undefined)
      return false;
  }
}

async function tellCollected(parts: Parts, uri: vscode.Uri, view: CollectedView): Promise<void> {
  for (const trouble of view.troubles) parts.log.warn(trouble);
  const sentence = `${collectedWords(view)}.`;
  const [first] = view.troubles;
  if (view.answered === 0) {
    tellTrouble(parts.log, first === undefined ? sentence : `${sentence} ${first}`);
    return;
  }
  const [fit, open] = ['Fit References', 'Open'];
  const answers = vscode.Uri.file(view.output);
  const picked = await vscode.window.showInformationMessage(sentence, fit, open);
  if (picked === open) await vscode.commands.executeCommand('vscode.open', answers);
  if (picked === fit) {
    await vscode.commands.executeCommand(commands.fitReferences, uri, { references: [answers] });
  }
}
