import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BaselineAction } from '../../../protocol/commands.ts';
import {
  type Baseline,
  readBaseline,
  renderBaseline,
} from '../../../server/settings/baseline-file.ts';
import { changeBaseline } from '../../../server/settings/edit-baseline.ts';
import {
  addFinding,
  emptyFindingSet,
  type FindingSet,
} from '../../../server/settings/finding-set.ts';
import { Baselines, KnownScan } from '../../../server/settings/known-findings.ts';
import { newFolder } from '../../support/documents.ts';

/** `match:1` is a finding of a text, `broken-json` one without. */
function findings(...found: string[]): FindingSet {
  const set = emptyFindingSet();
  for (const finding of found) {
    const { rule, textId } = parse(finding);
    addFinding(set, { textId }, rule);
  }
  return set;
}

function parse(finding: string): { rule: string; textId: string | null } {
  const [rule = '', text] = finding.split(':');
  return { rule, textId: text === undefined ? null : text.padStart(16, '0') };
}

const rule = fc.constantFrom('match', 'refusal', 'broken-json', 'toString');
const finding = fc.oneof(
  rule,
  fc.tuple(rule, fc.nat(9)).map(([code, text]) => `${code}:${text}`),
);
const found = fc.array(finding, { maxLength: 12 });
const baseline = fc
  .array(fc.tuple(fc.constantFrom('a.jsonl', 'b/c.jsonl', 'a b.jsonl', '7'), found))
  .map((files): Baseline => new Map(files.map(([path, all]) => [path, findings(...all)])));

describe('a baseline', () => {
  test('is read as it was written, and the same findings are the same bytes', async () => {
    const file = join(newFolder(), 'baseline.json');
    await fc.assert(
      fc.asyncProperty(baseline, async (known) => {
        const text = renderBaseline(known);
        writeFileSync(file, text);
        expect(renderBaseline(await readBaseline(file))).toBe(text);
        expect(renderBaseline(new Map([...known].reverse()))).toBe(text);
      }),
    );
  });

  test('has every text on a line of its own', () => {
    const known: Baseline = new Map([['a.jsonl', findings('match:2', 'match:1', 'broken-json')]]);
    expect(renderBaseline(known)).toBe(`{
  "schema": 1,
  "files": {
    "a.jsonl": {
      "texts": {
        "match": [
          "0000000000000001",
          "0000000000000002"
        ]
      },
      "rows": {
        "broken-json": 1
      }
    }
  }
}
`);
  });

  const wrong: [content: string, problem: string][] = [
    ['{', 'the baseline is not JSON'],
    ['<<<<<<< HEAD', 'the baseline is not JSON'],
    ['[]', 'this is no baseline: the file is not as it should be'],
    ['{"files": {}}', 'this is no baseline: schema'],
    ['{"schema": 2, "files": {}}', 'this is no baseline: schema'],
    ['{"schema": 1, "files": {"a": {"texts": {"match": ["x"]}}}}', 'files.a.texts.match.0'],
    ['{"schema": 1, "files": {"a": {"rows": {"match": -1}}}}', 'files.a.rows.match'],
  ];
  test.each(wrong)('%s is refused', async (content, problem) => {
    const file = join(newFolder(), 'baseline.json');
    writeFileSync(file, content);
    await expect(readBaseline(file)).rejects.toThrow(`${file}: `);
    await expect(readBaseline(file)).rejects.toThrow(problem);
  });

  test('that is not there is said', async () => {
    const file = join(newFolder(), 'baseline.json');
    await expect(readBaseline(file)).rejects.toThrow('the baseline cannot be read: no such file');
  });

  test('is read again when it changes', async () => {
    const folder = newFolder();
    const file = join(folder, 'baseline.json');
    const baselines = new Baselines();
    const known = async (): Promise<boolean> => {
      const { findings } = await baselines.of(file, join(folder, 'a.jsonl'));
      return new KnownScan(findings, { readsAll: true }).isKnown(parse('match:1'), 'match');
    };
    writeFileSync(file, renderBaseline(new Map()));
    expect(await known()).toBe(false);
    writeFileSync(file, renderBaseline(new Map([['a.jsonl', findings('match:1')]])));
    expect(await known()).toBe(true);
  });
});

describe('a finding', () => {
  const scans: [known: string[], seen: string[], fresh: string[], stale: number][] = [
    [[], ['match:1'], ['match:1'], 0],
    [['match:1'], ['match:1', 'match:1', 'match:2'], ['match:2'], 0],
    [['match:1', 'refusal:1'], ['match:1'], [], 1],
    [['match:1'], ['refusal:1'], ['refusal:1'], 1],
    [['match:1'], ['match'], ['match'], 1],
    [['broken-json'], ['broken-json', 'broken-json'], ['broken-json'], 0],
    [['broken-json', 'broken-json'], ['broken-json'], [], 1],
    [['broken-json'], ['no-text'], ['no-text'], 1],
  ];
  test.each(scans)('%j knows all of %j but %j, and %i are stale', (known, seen, fresh, stale) => {
    const scan = new KnownScan(findings(...known), { readsAll: true });
    expect(seen.filter((it) => !scan.isKnown(parse(it), parse(it).rule))).toEqual(fresh);
    expect(scan.stale()).toBe(stale);
  });

  test('that was not looked for is not called stale', () => {
    expect(new KnownScan(findings('match:1'), { readsAll: false }).stale()).toBeNull();
  });
});

describe('a change', () => {
  async function changed(
    action: BaselineAction,
    before: Record<string, string[]>,
    now: Record<string, string[]>,
  ): Promise<{ after: string; change: object }> {
    const folder = newFolder();
    const file = join(folder, 'baseline.json');
    // Of datasets that are not there, no findings are known for long.
    for (const name of ['a.jsonl', 'b.jsonl']) writeFileSync(join(folder, name), '');
    const toMap = (files: Record<string, string[]>, at: (name: string) => string): Baseline =>
      new Map(Object.entries(files).map(([name, all]) => [at(name), findings(...all)]));
    writeFileSync(file, renderBaseline(toMap(before, (name) => name)));
    const change = await changeBaseline(
      file,
      action,
      toMap(now, (name) => join(folder, name)),
    );
    return { after: readFileSync(file, 'utf8'), change };
  }

  const changes: [
    action: BaselineAction,
    before: Record<string, string[]>,
    now: Record<string, string[]>,
    after: Record<string, string[]>,
    change: object,
  ][] = [
    [
      'create',
      { 'b.jsonl': ['match:1'] },
      { 'a.jsonl': ['match:1', 'broken-json'] },
      { 'a.jsonl': ['match:1', 'broken-json'] },
      { added: 2, removed: 0, entries: 2 },
    ],
    [
      'update',
      { 'a.jsonl': ['match:1', 'match:2', 'broken-json'], 'b.jsonl': ['match:1'] },
      { 'a.jsonl': ['match:2', 'match:3', 'broken-json', 'broken-json'] },
      {
        'a.jsonl': ['match:1', 'match:2', 'match:3', 'broken-json', 'broken-json'],
        'b.jsonl': ['match:1'],
      },
      { added: 2, removed: 0, entries: 6 },
    ],
    [
      'prune',
      { 'a.jsonl': ['match:1', 'match:2', 'no-text', 'no-text'], 'b.jsonl': ['match:1'] },
      { 'a.jsonl': ['match:2', 'match:3', 'no-text'] },
      { 'a.jsonl': ['match:2', 'no-text'], 'b.jsonl': ['match:1'] },
      { added: 0, removed: 2, entries: 3 },
    ],
    [
      'prune',
      { 'a.jsonl': ['match:1'], 'gone.jsonl': ['match:1', 'match:2'] },
      {},
      { 'a.jsonl': ['match:1'] },
      { added: 0, removed: 2, entries: 1 },
    ],
  ];
  test.each(changes)('%s of %j by %j', async (action, before, now, after, change) => {
    const expected = new Map(Object.entries(after).map(([name, all]) => [name, findings(...all)]));
    expect(await changed(action, before, now)).toEqual({ after: renderBaseline(expected), change });
  });
});
