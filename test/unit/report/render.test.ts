/** Whatever the dataset, its reports hold nothing that a terminal obeys, and JSON is JSON. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditView, SharedTextsView } from '../../../protocol/views.ts';
import { renderExplanation } from '../../../server/report/render-explanation.ts';
import {
  renderJsonEnd,
  renderJsonFile,
  renderJsonLine,
  renderJsonStart,
  withQ,
} from '../../../server/report/render-json.ts';
import { renderPretty } from '../../../server/report/render-pretty.ts';
import { renderShared } from '../../../server/report/render-shared.ts';
import { traits } from '../../../server/engine/texture.ts';
import { unreadRow } from '../../../server/scan/record.ts';
import { explanationView, orNull, sampleView, share } from '../../support/explanations.ts';
import { hostileText, unsafe } from '../../support/hostile-text.ts';
import { explanationView as explained } from '../media/audit-view.ts';

const audit: fc.Arbitrary<AuditView> = fc.record({
  uri: hostileText,
  path: hostileText,
  profile: fc.record({
    id: hostileText,
    kind: fc.constant('general' as const),
    sha256: hostileText,
    families: fc.array(hostileText, { maxLength: 3 }),
    summary: hostileText,
  }),
  seed: fc.nat(),
  shape: orNull(fc.constantFrom('alpaca', 'plain-text')),
  field: orNull(hostileText),
  fieldCandidates: fc.constant([]),
  coverage: fc.record({
    rows: fc.nat(),
    samples: fc.nat(),
    analysed: fc.nat(3),
    skipped: fc.constant({ 'broken-json': 3 }),
  }),
  mixture: fc.array(fc.record({ family: hostileText, share, low: share, high: share }), {
    maxLength: 3,
  }),
  crossCheck: orNull(fc.dictionary(hostileText, share, { maxKeys: 3 })),
  parts: fc.array(
    fc.record({
      column: hostileText,
      parts: fc.array(
        fc.record({
          value: hostileText,
          samples: fc.nat(),
          analysed: fc.nat(),
          mixture: fc.array(fc.record({ family: hostileText, share, low: share, high: share })),
          unexplained: orNull(share),
        }),
        { maxLength: 3 },
      ),
      others: fc.nat(3),
    }),
    { maxLength: 2 },
  ),
  drift: fc.array(
    fc.record({
      row: fc.nat(),
      within: fc.nat(),
      p: share,
      changes: fc.array(fc.record({ family: hostileText, before: share, after: share })),
    }),
    { maxLength: 2 },
  ),
  unexplained: fc.record({ share, p: orNull(share) }),
  likeness: orNull(
    fc.record({
      source: hostileText,
      distance: share,
      limit: share,
      trait: fc.constantFrom(...traits),
      difference: fc.double({ min: -3, max: 3, noNaN: true }),
    }),
  ),
  calls: fc.record({ count: fc.nat(3), expectedFalse: share }),
  flags: fc.constant({ refusal: 2 }),
  claims: fc.dictionary(hostileText, fc.nat(9), { maxKeys: 3 }),
  duplicates: fc.record({
    ...{ texts: fc.nat(3), copies: fc.nat(9), nearCopies: orNull(fc.nat(9)) },
    isEstimate: fc.boolean(),
    open: fc.record({ copies: fc.nat(9), nearCopies: fc.nat(9) }),
    clusters: fc.array(
      fc.record({
        ...{ samples: fc.nat(), texts: fc.nat(3), similarity: share },
        rows: fc.array(fc.nat(), { minLength: 2, maxLength: 20 }),
      }),
    ),
  }),
  strip: fc.record({
    firstRows: fc.constant([1, 2]),
    families: fc.dictionary(hostileText, fc.tuple(share, share), { maxKeys: 3 }),
  }),
  top: fc.array(sampleView, { maxLength: 4 }),
  findings: fc.nat(),
  suppressed: fc.nat(3),
  baseline: fc.option(fc.record({ known: fc.nat(3), stale: fc.option(fc.nat(3)) })),
  state: fc.constantFrom('partial', 'cancelled', 'complete'),
  bytesDone: fc.nat(),
  bytesTotal: orNull(fc.nat()),
});

const side = fc.record({ path: hostileText, samples: fc.nat(9), exact: fc.nat(), near: fc.nat() });
const shared: fc.Arbitrary<SharedTextsView> = fc.record({
  pairs: fc.array(fc.record({ sides: fc.tuple(side, side) }), { maxLength: 20 }),
  pairCount: fc.nat(50),
  isEstimate: fc.boolean(),
});

function checkLines(text: string): void {
  expect(text.split('\n').filter((line) => unsafe.test(line))).toEqual([]);
}

describe('for a terminal', () => {
  test('an audit', () => {
    fc.assert(
      fc.property(audit, fc.integer({ min: 1, max: 200 }), (view, width) => {
        checkLines(renderPretty(view, { width, color: false }));
      }),
    );
  });

  test('what files have in common', () => {
    fc.assert(
      fc.property(orNull(shared), (view) => {
        checkLines(renderShared(view));
      }),
    );
  });

  test('an explanation', () => {
    fc.assert(
      fc.property(explanationView, hostileText, (view, title) => {
        checkLines(renderExplanation(view, title));
      }),
    );
  });

  test('the nearest families stand side by side, whatever the length of their names', () => {
    const lines = renderExplanation(explained(), 'title').split('\n');
    const from = lines.findIndex((line) => line.startsWith('Nearest families'));
    expect(lines.slice(from + 1, lines.indexOf('', from))).toEqual([
      '                      claude     gpt   other',
      '  phrase               +2.10   +0.70   −0.40',
      '  spelling             +1.40   −0.20   +0.10',
      '  sentence pattern     +0.90   +1.20   −1.10',
      '  layout               −0.30   +0.40   +0.80',
      '  opening or closing   +0.60   ±0.00   +0.20',
      '  all together         +4.70   +2.10   −0.40',
      '  probability           0.99    0.00    0.00',
    ]);
    const near = { family: 'a-long-family', probability: 0.9, experts: [], bits: 12.3 };
    expect(renderExplanation(explained({ nearest: [near] }), 'title')).toContain(
      '       a-long-family\n  all together               +12.30\n',
    );
  });
});

describe('for programs', () => {
  test('any number of files is one document', () => {
    fc.assert(
      fc.property(
        fc.array(audit, { maxLength: 3 }),
        orNull(shared),
        audit,
        (views, common, all) => {
          const profile = {
            id: 'p',
            kind: 'general' as const,
            sha256: '0',
            families: [],
            summary: 's',
          };
          const run = {
            profile,
            settings: { field: null, maxRows: null },
            seed: 1,
            toolVersion: '0',
          };
          const files = views.map((view, index) => renderJsonFile(view, index === 0));
          const document =
            renderJsonStart(run) + files.join('') + renderJsonEnd(common, { ...all, files: 2 });
          const report = JSON.parse(document) as { files: { path: string }[]; shared: unknown };
          expect(report.shared).toEqual(common);
          expect(report.files.map(({ path }) => path)).toEqual(views.map(({ path }) => path));
          // As if it had been made at once.
          expect(JSON.stringify(report, null, 2) + '\n').toBe(
            views.length > 0 ? document : document.replace('[\n  ]', '[]'),
          );
        },
      ),
    );
  });

  test('a record is one line', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (file, role) => {
        const place = { row: 1, line: 1 };
        const record = { ...unreadRow(place, 'no-text', ''), role };
        const line = renderJsonLine(file, record, []);
        expect(line).not.toContain('\n');
        const expected = { file, role, skipped: 'no-text' };
        expect(JSON.parse(line)).toMatchObject({ ...expected, q: null });
        expect(JSON.parse(withQ(line, 0.25))).toMatchObject({ ...expected, q: 0.25 });
      }),
    );
  });
});
