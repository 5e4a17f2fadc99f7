/** Whatever the dataset, none of its texts becomes markup, a formula or a link in a report. */

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportFormats } from '../../../protocol/report-formats.ts';
import type { AuditView } from '../../../protocol/views.ts';
import { createReport } from '../../../server/report/create-report.ts';
import { csvText } from '../../../server/report/escape-csv.ts';
import { allFindingCodes } from '../../../server/report/finding-words.ts';
import { renderCsvLine } from '../../../server/report/render-csv.ts';
import { renderJsonLine } from '../../../server/report/render-json.ts';
import { plainLook } from '../../../server/report/render-pretty.ts';
import type { ReportRun } from '../../../server/report/report.ts';
import { sarifReport } from '../../../server/report/sarif-report.ts';
import { type SampleRecord, unreadRow } from '../../../server/scan/record.ts';
import { hostileText, unsafe } from '../../support/hostile-text.ts';
import { auditView, sampleView } from '../media/audit-view.ts';

function runOf(text = 'plain'): ReportRun {
  const profile = {
    id: text,
    kind: 'general' as const,
    sha256: text,
    families: ['gpt', text],
    summary: text,
  };
  const settings = { field: text, maxRows: null };
  return { profile, settings, seed: 1, toolVersion: '1.2.3', baseFolder: '/data' };
}

/** An audit with this text wherever one of a dataset or of a profile may stand. */
function auditOf(text: string): AuditView {
  return auditView({
    path: text,
    field: text,
    profile: runOf(text).profile,
    mixture: [{ family: text, share: 0.5, low: 0.4, high: 0.6 }],
    likeness: { source: text, distance: 2, limit: 1, trait: 'marks', difference: 1 },
    strip: { firstRows: [1, 2], families: { [text]: [0.2, 0.3] } },
    top: [
      sampleView({ family: text, preview: text }),
      sampleView({ verdict: 'unknown', family: text, preview: text, flags: ['refusal'] }),
      sampleView({ skipped: 'broken-json', problem: text }),
    ],
  });
}

function record(given: Partial<SampleRecord>): SampleRecord {
  const row = given.row ?? 1;
  return { ...unreadRow({ row, line: row }, 'no-text', 'nothing'), ...given };
}

const suppressedText = '4444444444444444';

function match(row: number, probability: number): SampleRecord {
  return record({
    ...{ row, probability, skipped: null, verdict: 'match', family: 'gpt', pValue: 0.01 },
    textId: row === 4 ? suppressedText : '0123456789abcdef',
  });
}

async function written(format: (typeof reportFormats)[number], text: string): Promise<string> {
  const report = createReport(format, runOf(text), plainLook);
  const audited = {
    audit: () => auditOf(text),
    qValues: new Map<number, number>(),
    async *lines() {
      await Promise.resolve();
      yield [renderJsonLine(text, record({ role: text }), ['gpt', text])];
    },
  };
  const parts = [report.start()];
  for await (const part of report.dataset(audited)) parts.push(part);
  const total = { ...auditOf(text), files: 2 };
  parts.push(...report.end({ troubles: [text], shared: null, total }));
  return parts.join('');
}

async function checkFrame(
  format: 'html' | 'md' | 'card',
  frame: (report: string) => unknown,
): Promise<void> {
  const expected = frame(await written(format, 'x'));
  await fc.assert(
    fc.asyncProperty(
      hostileText.filter((text) => text !== ''),
      async (text) => {
        const report = await written(format, text);
        expect(report.split('\n').filter((line) => unsafe.test(line))).toEqual([]);
        expect(frame(report)).toEqual(expected);
      },
    ),
  );
}

describe('the same frame around any text', () => {
  test('HTML has the same tags', () =>
    checkFrame('html', (page) =>
      [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/ (?:aria-label)="[^"]*"/, '')),
    ));

  // In code, what means something to Markdown is written by its number.
  const code = /<code>[^<>`*_[\]()|@:!~$]*<\/code>/g;
  test.each(['md', 'card'] as const)('%s has the same words outside of code', (format) =>
    checkFrame(format, (document) => document.replace(code, '<code></code>')),
  );
});

describe('CSV', () => {
  test('begins no cell like a formula, and keeps every text', () => {
    const starts = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      '＋',
      '－',
      '＠',
      ' =',
      '',
    );
    fc.assert(
      fc.property(starts, hostileText, (start, rest) => {
        // What is no character becomes another one in any file.
        const text = (start + rest).toWellFormed();
        const [[cell]] = parse(`${csvText(text)}\r\n`, { bom: false }) as [[string]];
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
        expect(cell === text || cell === `'${text}`).toBe(true);
      }),
    );
  });

  test('leaves numbers numbers and the unknown empty', () => {
    const judged = {
      ...match(3, 0.75),
      turn: 0,
      posterior: [7500, 2500],
      flags: ['refusal'] as const,
    };
    const line = renderJsonLine('a.jsonl', { ...judged, flags: [...judged.flags] }, ['gpt', 'x']);
    expect(renderCsvLine(line, ['gpt', 'x'])).toBe(
      '"a.jsonl",3,0,,0,,"match","gpt",,0.75,,0.75,0.25,"refusal",\r\n',
    );
  });
});

interface SarifRun {
  results: {
    ruleId: string;
    ruleIndex: number;
    suppressions?: object[];
    [more: string]: unknown;
  }[];
  tool: { driver: { rules: { id: string }[] } };
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: { descriptor: { id: string }; message: { text: string } }[];
  }[];
}

function sarifOf(records: SampleRecord[], most: number, troubles: string[] = []) {
  const report = sarifReport(runOf(), most);
  report.keep(records, ({ textId }) => textId === suppressedText);
  const audit = (): AuditView => auditView({ uri: 'file:///data/a%20b/ü%25.jsonl' });
  const qValues = new Map([[0.01, 0.25]]);
  const parts = [...(report.dataset({ audit, qValues, lines: () => [] as never }) as string[])];
  parts.push(...report.end({ troubles, shared: null, total: null }));
  const log = JSON.parse(parts.join('')) as { version: string; runs: [SarifRun] };
  expect(log.version).toBe('2.1.0');
  return { run: log.runs[0], note: report.note() };
}

describe('SARIF', () => {
  test('places a finding, and knows its text again', () => {
    const { run } = sarifOf([match(7, 0.99)], 10);
    expect(run.results).toEqual([
      {
        ruleId: 'match',
        ruleIndex: 0,
        level: 'warning',
        message: { text: 'gpt, probability 0.99 (moderate); q 0.250.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a%20b/%C3%BC%25.jsonl', uriBaseId: '%SRCROOT%' },
              region: { startLine: 7 },
            },
          },
        ],
        partialFingerprints: { 'textId/v1': '0123456789abcdef' },
        properties: {
          ...{ turn: null, family: 'gpt', probability: 0.99 },
          ...{ model: null, modelProbability: null, q: 0.25 },
        },
      },
    ]);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(allFindingCodes);
    expect(run.invocations[0]!.executionSuccessful).toBe(true);
  });

  test('marks what is suppressed, and puts it last', () => {
    const { run } = sarifOf([match(4, 0.99), match(5, 0.9)], 10);
    expect(run.results.map(({ suppressions }) => suppressions)).toEqual([
      undefined,
      [{ kind: 'external' }],
    ]);
  });

  test('keeps the worst and says what it left out', () => {
    const records = [record({ row: 1 }), match(2, 0.9), match(3, 0.95), record({ row: 9 })];
    // More than is kept at a time.
    const { run, note } = sarifOf(
      [...records, ...Array.from({ length: 9 }, () => match(8, 0.5))],
      3,
    );
    const rows = run.results.map(({ locations }) => JSON.stringify(locations));
    expect(rows.map((place) => /"startLine":(\d)/.exec(place)?.[1])).toEqual(['3', '2', '8']);
    expect(note).toContain('only the 3 worst of 13 findings');
    const said = run.invocations[0]!.toolExecutionNotifications;
    expect(said.map(({ descriptor }) => descriptor.id)).toEqual(['coverage', 'truncated']);
    expect(said[1]!.message.text).toBe(note);
    expect(said[0]!.message.text).toMatch(/12,311 analyzed \+ 169 skipped/);
  });

  test('names what was not read, and does not call that a success', () => {
    const { run } = sarifOf([], 3, ['b.jsonl: [x](y) no such file']);
    const [invocation] = run.invocations;
    expect(invocation!.executionSuccessful).toBe(false);
    expect(invocation!.toolExecutionNotifications[1]).toMatchObject({
      level: 'error',
      message: { text: 'b.jsonl: [x] (y) no such file' },
    });
  });
});
