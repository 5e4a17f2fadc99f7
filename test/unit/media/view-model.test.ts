import { describe, expect, it } from 'vitest';
import {
  announcement,
  binWords,
  coverageWords,
  familiesOf,
  fileName,
  filterSamples,
  flagCounts,
  listWords,
  matchWords,
  noFilter,
  piecesOf,
  type SampleFilter,
  shareRows,
} from '../../../media/view-model.ts';
import type { AuditView, EvidenceView } from '../../../protocol/views.ts';
import { auditView } from './audit-view.ts';

describe('coverage', () => {
  const { summary, skipped } = coverageWords(auditView().coverage);
  it('counts everything that was met', () => {
    expect(summary).toBe('12,480 rows · 12,480 samples · 12,311 analyzed');
  });
  it('names every reason, most frequent first, and their sum', () => {
    expect(skipped).toBe('169 skipped: 140 too short, 21 broken JSON, 8 other language');
  });
  it('says nothing of what did not happen', () => {
    const nothing = { rows: 1, samples: 1, analysed: 1, skipped: {} };
    expect(coverageWords(nothing)).toEqual({
      summary: '1 row · 1 sample · 1 analyzed',
      skipped: null,
    });
  });
});

it.each([
  [{ count: 1904, expectedFalse: 19.2 }, '1,904 matches (expected false: 19).'],
  [{ count: 1, expectedFalse: 0.04 }, '1 match (expected false: < 0.1).'],
  [{ count: 0, expectedFalse: 0 }, 'No matches: no single sample is told apart surely enough.'],
])('matches %j read %s', (calls, words) => {
  expect(matchWords(auditView({ calls }))).toBe(words);
});

it('says which samples are listed', () => {
  expect(listWords(auditView())).toMatch(/^4 of 12,480 samples, .* q: /);
  const coverage = { rows: 4, samples: 4, analysed: 4, skipped: {} };
  const calls = { count: 0, expectedFalse: 0 };
  expect(listWords(auditView({ coverage, calls }))).toBe('All 4 samples, worst first.');
});

it('adds up the evidence of the same words', () => {
  const piece = (text: string, start: number, bits: number, expert: string): EvidenceView => {
    return { text, start, end: start + text.length, bits, expert };
  };
  const evidence = [
    piece('when the', 10, -0.25, 'phrase'),
    piece('when the', 10, -0.5, 'template'),
    piece('Latin', 40, 0.5, 'spelling'),
    piece('when the', 80, -0.25, 'phrase'),
  ];
  expect(piecesOf(evidence)).toEqual([
    { text: 'when the', bits: -1, times: 2, experts: ['phrase', 'template'] },
    { text: 'Latin', bits: 0.5, times: 1, experts: ['spelling'] },
  ]);
});

describe('shares', () => {
  const { drawn, smaller, widest, peak } = shareRows(auditView());
  it('come largest first, and end with what is unexplained', () => {
    expect(drawn.map(({ label, text }) => `${label} ${text}`)).toEqual([
      'claude 41\u00a0% (37–45)',
      'gpt 17\u00a0% (14–21)',
      'human 11\u00a0% (8–15)',
      'gemini ≤ 6\u00a0%',
      'unexplained 28\u00a0% (p .001)',
    ]);
  });
  it('tell those of the other families in words', () => {
    expect(smaller).toEqual(['llama <\u00a01\u00a0%', 'qwen 0\u00a0%']);
  });
  it('are drawn only for the first of many', () => {
    const mixture = Array.from({ length: 9 }, (_, k) => ({
      family: `family ${k}`,
      share: 0.1,
      low: 0,
      high: 0.2,
    }));
    const { drawn, smaller } = shareRows(auditView({ mixture }));
    expect([drawn.length, smaller.length]).toEqual([8, 2]);
  });
  it('share one scale for bars, and one along the file', () => {
    expect(widest).toBe(0.45);
    expect(peak).toBe(0.82);
  });
  it('show an unexplained share of nothing, too', () => {
    const { drawn } = shareRows(auditView({ unexplained: { share: 0, p: null } }));
    expect(drawn.at(-1)).toMatchObject({ kind: 'unexplained', text: '0\u00a0%' });
  });
});

describe('a bin of the strip', () => {
  const check = (bin: number, words: string, given: Partial<AuditView> = {}): void => {
    expect(binWords(auditView(given), bin)).toBe(words);
  };
  it('names its rows and the families in it, largest first', () => {
    check(0, 'Rows 1–195: gpt 50\u00a0%, claude 12\u00a0%, human 10\u00a0%');
  });
  it('ends where the file ends', () => {
    check(63, 'Rows 12,286–12,480: claude 12\u00a0%, human 10\u00a0%, gpt 5\u00a0%');
  });
  it('may hold one row, and nothing that was analyzed', () => {
    check(1, 'Row 2: nothing analyzed', {
      strip: { firstRows: [1, 2, 3], families: { gpt: [0.9, 0, 0.4] } },
    });
  });
});

describe('a filter', () => {
  const check = (filter: Partial<SampleFilter>, rows: number[]): void => {
    const kept = filterSamples(auditView().top, { ...noFilter, ...filter });
    expect(kept.map(({ row }) => row)).toEqual(rows);
  };
  it('keeps everything', () => {
    check({}, [4107, 77, 8, 12]);
  });
  it('keeps a verdict', () => {
    check({ verdict: 'match' }, [4107, 77]);
  });
  it('does not take what was skipped for unknown', () => {
    check({ verdict: 'unknown' }, [8]);
    check({ verdict: 'skipped' }, [12]);
  });
  it('keeps a family', () => {
    check({ family: 'gpt' }, [8]);
  });
  it('keeps a flag', () => {
    check({ flag: 'refusal' }, [77]);
  });
  it('keeps a text, in whatever case', () => {
    check({ text: ' RUSTED ' }, [4107, 77, 8]);
  });
  it('keeps what fits all of it', () => {
    check({ verdict: 'match', flag: 'refusal', text: 'no such text' }, []);
  });
  it('offers the families and flags that are there', () => {
    expect(familiesOf(auditView())).toEqual(['gpt', 'claude']);
    expect(flagCounts(auditView()).map(({ flag }) => flag)).toEqual([
      'self-identification',
      'refusal',
      'hidden-characters',
    ]);
  });
});

describe('the announcement', () => {
  it('is made when an audit has ended', () => {
    expect(announcement(auditView())).toBe(
      'Audit of train.jsonl finished: 12,311 of 12,480 samples analyzed, 1,904 matches, 28\u00a0% unexplained.',
    );
    expect(announcement(auditView({ state: 'cancelled' }))).toContain('canceled');
    expect(announcement(auditView({ state: 'partial' }))).toBeNull();
  });
});

it('a file is called by its last name, on every system', () => {
  expect(fileName(auditView({ path: 'C:\\data\\train.jsonl' }))).toBe('train.jsonl');
});
