/** Campaign cards in every format, with texts that mean harm. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CampaignView } from '../../../protocol/campaign.ts';
import { renderCampaign } from '../../../server/report/render-campaign.ts';
import { plainLook } from '../../../server/report/render-pretty.ts';
import { hostileText, unsafe } from '../../support/hostile-text.ts';

function viewWith(text: string): CampaignView {
  const mapping = Object.fromEntries(
    [
      ...['time', 'account', 'organisation', 'model', 'messages', 'system', 'inputTokens'],
      ...['outputTokens', 'ip', 'userAgent', 'session', 'status', 'response'],
    ].map((field) => [field, text]),
  ) as unknown as CampaignView['files'][number]['mapping'];
  const coverage = { rows: 40, analysed: 40, skipped: {} };
  const axis = { axis: 'value', statistic: 's', observed: 1, expected: 0, p: 1e-9 } as const;
  return {
    files: [{ path: text, mapping, coverage, problem: text }],
    coverage,
    requests: 40,
    accounts: 3,
    models: 1,
    from: '2026-06-01T00:00:00Z',
    to: '2026-06-02T00:00:00Z',
    thinning: 1,
    timeline: [40, 0],
    cards: [
      {
        id: 'campaign-1',
        accounts: 3,
        organisations: null,
        busiest: [{ name: text, requests: 20 }],
        requests: 40,
        share: 1,
        from: '2026-06-01T00:00:00Z',
        to: '2026-06-02T00:00:00Z',
        templates: 1,
        template: {
          requests: 40,
          prompts: 40,
          pieces: [
            { kind: 'fixed', text },
            { kind: 'slot', text },
          ],
        },
        axes: [{ ...axis, words: 'seen', benign: 'an innocent twin', spans: [text] }],
        p: 1e-9,
        q: 1e-9,
        evidence: [{ path: text, row: 7, time: null, account: text }],
        timeline: [40, 0],
      },
    ],
    quiet: { groups: 0, axes: {} },
    windows: {
      benign: { path: text, mapping, coverage, problem: null },
      size: 1500,
      tested: 2,
      untested: 0,
      differing: 1,
      windows: [
        {
          ...{ path: text, row: 1, toPath: `${text}!`, toRow: 40, from: null, to: null },
          ...{ requests: 40, ratio: 3, p: 1e-9, q: 1e-9 },
        },
      ],
      largestBenign: 1.2,
    },
    seed: 1,
    state: 'complete',
  };
}

const render = (text: string, format: 'pretty' | 'json' | 'html' | 'md'): string =>
  renderCampaign(viewWith(text), format, { look: plainLook, version: '0' });

test('no format obeys a text of the log', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const lines = (format: 'pretty' | 'html' | 'md'): string =>
        render(text, format).replaceAll('\n', '');
      for (const format of ['pretty', 'html', 'md'] as const) {
        expect(lines(format)).not.toMatch(unsafe);
      }
      expect(lines('html')).not.toMatch(/<(?:img|script)/i);
      expect(lines('md')).not.toMatch(/!\[|\]\(|<img|<!--/);
      const { cards } = JSON.parse(render(text, 'json')) as CampaignView;
      expect(cards[0]!.busiest[0]!.name).toBe(text);
    }),
  );
});

test.each(['pretty', 'html', 'md'] as const)(
  '%s shows the innocent twin beside each axis',
  (format) => {
    expect(render('plain', format)).toContain('an innocent twin');
  },
);
