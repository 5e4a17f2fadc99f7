/** Two samples side by side in VS Code's own diff editor: any two, or the two of a preferred pair. */

import * as vscode from 'vscode';
import type { ExplainSampleParams } from '../protocol/messages.ts';
import type { SamplePlace } from '../protocol/viewer.ts';
import { sampleAt } from './explain.ts';
import type { Parts } from './parts.ts';
import { tell } from './tell.ts';

/** The sample that the next one is compared with. */
export class SelectedSample {
  #place: SamplePlace | null = null;

  get place(): SamplePlace | null {
    return this.#place;
  }

  select(place: SamplePlace): void {
    this.#place = place;
    // Only shows and hides *Compare with Selected*, which nothing waits for.
    void vscode.commands.executeCommand('setContext', 'teacherprint.hasSelectedSample', true);
  }
}

/** `argument`: what a menu of the viewer or of another extension passes; else the cursor's row. */
export function selectForCompare(parts: Parts, argument: unknown): void {
  const place = sampleAt(argument);
  if (place === null) {
    tell('Put the cursor into a row of a dataset, or choose a row in its viewer.');
    return;
  }
  parts.selected.select(place);
  parts.viewers.showSelected(place);
}

export async function compareWithSelected(parts: Parts, argument: unknown): Promise<void> {
  const { place: selected } = parts.selected;
  const place = sampleAt(argument);
  if (selected === null || place === null) {
    tell('Select one sample for compare first, then compare another one with it.');
    return;
  }
  await compareSamples(parts, selected, place);
}

/** Of a preferred pair, the chosen text is turn 0, the rejected one turn 1. */
export async function comparePair(parts: Parts, argument: unknown): Promise<void> {
  const place = sampleAt(argument);
  if (place === null) {
    tell('Put the cursor into a row with a chosen and a rejected text.');
    return;
  }
  await compareSamples(parts, { ...place, turn: 0 }, { ...place, turn: 1 });
}

/** The first time selects, the second time compares. */
export async function compareStep(parts: Parts, place: SamplePlace): Promise<void> {
  const { place: selected } = parts.selected;
  if (selected === null || isSame(selected, place)) selectForCompare(parts, place);
  else await compareSamples(parts, selected, place);
}

async function compareSamples(
  { client, samples }: Parts,
  left: ExplainSampleParams,
  right: ExplainSampleParams,
): Promise<void> {
  const server = await client.connection();
  const [before, after] = await Promise.all([
    server.explainSample(left),
    server.explainSample(right),
  ]);
  await samples.compare(
    { file: left.uri, explanation: before },
    { file: right.uri, explanation: after },
  );
}

function isSame(a: SamplePlace, b: SamplePlace): boolean {
  return a.uri === b.uri && a.row === b.row && a.turn === b.turn;
}
