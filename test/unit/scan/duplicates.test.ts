import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DuplicatesView } from '../../../protocol/views.ts';
import { sketchOf } from '../../../server/engine/sketch.ts';
import { DuplicateFinder } from '../../../server/scan/duplicates.ts';
import { type SampleRecord, unreadRow } from '../../../server/scan/record.ts';
import { SharedTexts } from '../../../server/scan/shared-texts.ts';

const textId = (text: string): string => hash('sha256', text).slice(0, 16);

function recordOf(text: string, row: number): SampleRecord {
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const known = { chars: text.length, textId: textId(text), sketch: sketchOf(units) };
  return { ...unreadRow({ row, line: 1 }, 'language', ''), ...known };
}

/** In rows from 1. */
const recordsOf = (texts: readonly string[]): SampleRecord[] =>
  texts.map((text, index) => recordOf(text, index + 1));

function finderOf(records: readonly SampleRecord[], most?: number): DuplicateFinder {
  const finder = new DuplicateFinder(most);
  for (const record of records) finder.add(record);
  return finder;
}

const nobody = (): boolean => false;

/** Words without meaning: of different numbers, nothing is alike. */
const text = (number: number): string =>
  Array.from({ length: 60 }, (_, i) =>
    (Math.imul(number * 61 + i, 0x9e3779b1) >>> 0).toString(36),
  ).join(' ');
/** Nearly the text of that number. */
const edited = (number: number, edit: number): string => `${text(number)} edit ${edit}`;

const someTexts = fc.array(
  fc.tuple(fc.nat(5), fc.nat(2)).map(([n, edit]) => (edit === 0 ? text(n) : edited(n, edit))),
  { maxLength: 40 },
);

describe('duplicates', () => {
  test('are counted exactly while all texts can be remembered', () => {
    fc.assert(
      fc.property(someTexts, (texts) => {
        const view = finderOf(recordsOf(texts)).view(nobody);
        const distinct = new Set(texts);
        const repeated = [...distinct].filter((one) => texts.indexOf(one) < texts.lastIndexOf(one));
        const groups = new Set(texts.map((one) => one.slice(0, 200)));
        expect(view).toMatchObject({
          texts: repeated.length,
          copies: texts.length - distinct.size,
          nearCopies: distinct.size - groups.size,
          isEstimate: false,
        });
        const clustered = view.clusters.reduce((sum, { samples }) => sum + samples - 1, 0);
        expect(clustered).toBe(view.copies + view.nearCopies!);
      }),
    );
  });

  test('say where they are, the largest clusters first', () => {
    const copies = ['Alone.', text(1), text(2), edited(2, 1), text(2), text(1), text(2)];
    const { clusters } = finderOf(recordsOf(copies)).view(nobody);
    expect(clusters).toEqual([
      { samples: 4, texts: 2, similarity: expect.closeTo(0.97, 1) as number, rows: [3, 4, 5, 7] },
      { samples: 2, texts: 1, similarity: 1, rows: [2, 6] },
    ]);
  });

  test('are bounded in what is said of them', () => {
    const many = Array.from({ length: 60 }, (_, n) => new Array<string>(30).fill(text(n))).flat();
    const { clusters, copies } = finderOf(recordsOf(many)).view(nobody);
    expect(copies).toBe(60 * 29);
    expect(clusters).toHaveLength(50);
    expect(clusters[0]!.rows).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test('that somebody ignores are counted, and not shown', () => {
    const finder = finderOf(recordsOf([text(1), text(1), text(2), edited(2, 1)]));
    const of = (id: string, rule: string): Pick<DuplicatesView, 'open'> & { shown: number } => {
      const view = finder.view((sample, code) => sample.textId === id && code === rule);
      expect(view).toMatchObject({ copies: 1, nearCopies: 1 });
      return { open: view.open, shown: view.clusters.length };
    };
    const exact = { open: { copies: 0, nearCopies: 1 }, shown: 1 };
    const near = { open: { copies: 1, nearCopies: 0 }, shown: 1 };
    expect(of(textId(text(1)), 'duplicate')).toEqual(exact);
    expect(of(textId(edited(2, 1)), 'near-duplicate')).toEqual(near);
    // The first of a cluster is no copy.
    const all = { open: { copies: 1, nearCopies: 1 }, shown: 2 };
    expect(of(textId(text(2)), 'near-duplicate')).toEqual(all);
  });

  test('do not depend on the order of the samples, however many can be remembered', () => {
    fc.assert(
      fc.property(someTexts, fc.integer({ min: 1, max: 20 }), (texts, most) => {
        const records = recordsOf(texts);
        const view = finderOf(records, most).view(nobody);
        expect(finderOf(records.toReversed(), most).view(nobody)).toEqual(view);
      }),
    );
  });

  test('are near the truth when only a sample of the texts is remembered', () => {
    // Of 6,000 texts, every third occurs three times, and every fifth once more with an edit.
    const texts = Array.from({ length: 6000 }, (_, n) => [
      ...new Array<string>(n % 3 === 0 ? 3 : 1).fill(text(n)),
      ...(n % 5 === 0 ? [edited(n, 1)] : []),
    ]).flat();
    const view = finderOf(recordsOf(texts), 2000).view(nobody);
    expect(view.isEstimate).toBe(true);
    expect(Math.abs(view.texts - 2000)).toBeLessThan(400);
    expect(Math.abs(view.copies - 4000)).toBeLessThan(800);
    expect(Math.abs(view.nearCopies! - 1200)).toBeLessThan(300);
  });

  test('of texts that are all alike are sampled, too', () => {
    const alike = Array.from({ length: 500 }, (_, edit) => edited(1, edit));
    const view = finderOf(recordsOf(alike), 50).view(nobody);
    expect(view.isEstimate).toBe(true);
  });
});

describe('texts in several files', () => {
  const files: Record<string, string[]> = {
    'train.jsonl': [text(1), text(2), text(3), text(3)],
    'test.jsonl': [text(3), edited(1, 1), text(9)],
    'other.jsonl': [text(20)],
  };

  function shared(paths: readonly string[], most?: number): ReturnType<SharedTexts['view']> {
    const all = new SharedTexts(most);
    for (const path of paths) {
      const records = recordsOf(files[path]!);
      all.add(path, records.length, finderOf(records, most).texts);
    }
    return all.view();
  }

  test('are counted for each two of them', () => {
    expect(shared(Object.keys(files))).toEqual({
      pairs: [
        {
          sides: [
            { path: 'train.jsonl', samples: 4, exact: 2, near: 1 },
            { path: 'test.jsonl', samples: 3, exact: 1, near: 1 },
          ],
        },
      ],
      pairCount: 1,
      isEstimate: false,
    });
  });

  test('of one file are none', () => {
    expect(shared(['train.jsonl'])).toEqual({ pairs: [], pairCount: 0, isEstimate: false });
  });

  test('are estimates if one of them has too many texts', () => {
    const many = Array.from({ length: 3000 }, (_, n) => text(n));
    files['many.jsonl'] = many;
    files['half.jsonl'] = many.slice(0, 1500);
    const { pairs, isEstimate } = shared(['many.jsonl', 'half.jsonl'], 1000);
    expect(isEstimate).toBe(true);
    for (const { exact } of pairs[0]!.sides) expect(Math.abs(exact - 1500)).toBeLessThan(300);
  });
});
