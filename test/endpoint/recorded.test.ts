/**
 * A student that answers with what a real one is recorded to have said. The records belong to others and are not in
 * this repository, so that this is skipped where there are none beside it, as `npm run evaluate` is.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { jsonLines } from '../support/styles.ts';
import { answering } from './chat-server.ts';
import { readAnswers, setScene } from './set-up.ts';
import { run } from './student-set-up.ts';

interface Recorded {
  readonly model: string;
  readonly family: string;
  readonly prompt: string;
  readonly text: string;
}

const corpus = fileURLToPath(
  new URL('../../../shared/corpora/alpaca_eval.jsonl.gz', import.meta.url),
);
const student = 'alpaca-7b';
const teacher = 'text_davinci_003';
const decoyFamilies = new Set(['claude', 'llama', 'mistral', 'qwen', 'gemini', 'yi', 'command']);
const prompts = 110;
const decoys = 22;

const scene = setScene();

function write(name: string, rows: readonly Recorded[]): void {
  writeFileSync(path.join(scene.folder, name), jsonLines(rows));
}

test.skipIf(!existsSync(corpus))(
  'recorded answers come through as they are, and the audit is that of the file (skipped without ../shared/corpora)',
  async () => {
    const rows = gunzipSync(readFileSync(corpus))
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Recorded);
    const byModel = Map.groupBy(rows, ({ model }) => model);
    const said = new Map(byModel.get(student)!.map(({ prompt, text }) => [prompt, text]));
    // Not everybody was asked everything.
    const shared = byModel.get(teacher)!.filter(({ prompt }) => said.has(prompt));
    write('teacher.jsonl', shared);
    const others = [...byModel.values()].filter(([row]) => decoyFamilies.has(row!.family));
    write('decoys.jsonl', others.slice(0, decoys).flat());
    scene.server.behave(
      answering(({ messages }) => said.get(messages.at(-1)!.content) ?? 'I am a program.'),
    );
    const files = `student --teacher gpt/${teacher}=teacher.jsonl --decoys decoys.jsonl --answers own.jsonl --format json`;
    const asks = `--endpoint ${scene.server.url} --model ${student} --max-calls 300 --sample ${prompts} --stream --yes`;
    const live = await run(scene.folder, [...files.split(' '), ...asks.split(' ')]);
    expect(live.code, live.stderr).toBe(0);
    const report = JSON.parse(live.stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ prompts, teachers: [{ teacher: `gpt/${teacher}`, decoys }] });
    const kept = readAnswers(path.join(scene.folder, 'own.jsonl'));
    expect(kept.length).toBe(scene.server.requests.length);
    for (const { prompt, response, domain } of kept) {
      if (domain !== 'identity') expect(response).toBe(said.get(prompt as string)!.toWellFormed());
    }
    const again = await run(scene.folder, [...files.split(' '), '--name', student]);
    expect(JSON.parse(again.stdout)).toEqual({ ...report, asked: null });
  },
  240_000,
);
