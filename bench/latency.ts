/** How long an editor's user waits: for the server, for the first diagnostics, hovers and edits. */

import type { Position } from 'vscode-languageserver-protocol';
import { createRandom, type Random } from '../server/engine/random.ts';
import { datasetText } from './generated-dataset.ts';
import { type LspProcess, startLspProcess } from './lsp-process.ts';
import { atMost, type Measurement, measured } from './measurement.ts';
import { median, percentile, repeat, timed } from './repeat.ts';

const documentBytes = 1_000_000;

export async function measureLatency(): Promise<Measurement[]> {
  const text = datasetText(documentBytes);
  return [...(await measureStart(text)), ...(await measureSession(text))];
}

/** With a new server each time: nothing is warm when a user opens the first file of a day. */
async function measureStart(text: string): Promise<Measurement[]> {
  const starts = await repeat({ warmUps: 1, times: 7 }, async () => {
    const server = await startLspProcess();
    const diagnosticsMs = await timed(async () => {
      await server.open(text);
      await server.diagnostics();
    });
    await server.stop();
    return { readyMs: server.readyMs, diagnosticsMs };
  });
  const ready = median(starts.map(({ readyMs }) => readyMs));
  const diagnostics = median(starts.map(({ diagnosticsMs }) => diagnosticsMs));
  return [
    atMost(300, measured('server ready, from its start to a loaded profile', ready, 'ms')),
    atMost(300, measured('first diagnostics of a document of 1 MB', diagnostics, 'ms')),
  ];
}

async function measureSession(text: string): Promise<Measurement[]> {
  const server = await startLspProcess();
  try {
    await server.open(text);
    await server.diagnostics();
    const hovers = await timeHovers(server, text);
    const edits = await timeEdits(server, text);
    const edited = 'diagnostics of 1 MB after an edit in one row';
    return [
      measured('hover, median', median(hovers), 'ms'),
      atMost(50, measured('hover, 95th percentile', percentile(hovers, 95), 'ms')),
      measured(`${edited}, median`, median(edits), 'ms'),
      atMost(20, measured(`${edited}, 95th percentile`, percentile(edits, 95), 'ms')),
    ];
  } finally {
    await server.stop();
  }
}

function timeHovers(server: LspProcess, text: string): Promise<number[]> {
  const nextPlace = placesInAnswers(text, createRandom(1));
  return repeat({ warmUps: 20, times: 200 }, () =>
    timed(async () => {
      const hover = await server.hover(nextPlace());
      if (hover === null) throw new Error('a place in an answer has no hover');
    }),
  );
}

function timeEdits(server: LspProcess, text: string): Promise<number[]> {
  const nextPlace = placesInAnswers(text, createRandom(2));
  return repeat({ warmUps: 20, times: 200 }, () =>
    timed(async () => {
      await server.insert(nextPlace(), ' indeed');
      await server.diagnostics();
    }),
  );
}

/** Spaces in the last part of random rows, which are in an answer and in no escape. */
function placesInAnswers(text: string, random: Random): () => Position {
  const rows = text.trimEnd().split('\n');
  return () => {
    const line = random.below(rows.length);
    const row = rows[line]!;
    return { line, character: row.indexOf(' ', Math.floor(row.length * 0.7)) };
  };
}
