/** Audits as the panel may meet them, by what is different from an ordinary one. */

import type { AuditView, ExplanationView, SampleView } from '../../../protocol/views.ts';

const profileFamilies = ['gpt', 'claude', 'gemini', 'llama', 'qwen', 'human', 'other'];

export function sampleView(given: Partial<SampleView> = {}): SampleView {
  return {
    row: 41,
    line: 41,
    turn: 1,
    role: 'assistant',
    chars: 640,
    lang: 'en',
    verdict: 'match',
    family: 'claude',
    model: 'claude-3-opus-20240229',
    modelProbability: 0.42,
    typicality: 0.4,
    probability: 0.9931,
    q: 0.0012,
    families: { claude: 0.9931, gpt: 0.004 },
    flags: [],
    skipped: null,
    problem: null,
    preview: 'Two cables had rusted through, so the bridge was closed in March.',
    ...given,
  };
}

export function auditView(given: Partial<AuditView> = {}): AuditView {
  return {
    uri: 'file:///data/train.jsonl',
    path: '/data/train.jsonl',
    profile: {
      kind: 'general',
      id: 'default 2026-11',
      sha256: '0'.repeat(64),
      families: profileFamilies,
      summary: 'right for 42 % of single texts from sources it never saw',
    },
    seed: 1,
    shape: 'openai-messages',
    field: 'messages[].content',
    fieldCandidates: [],
    coverage: {
      rows: 12_480,
      samples: 12_480,
      analysed: 12_311,
      skipped: { language: 8, 'too-short': 140, 'broken-json': 21 },
    },
    mixture: [
      { family: 'human', share: 0.11, low: 0.08, high: 0.15 },
      { family: 'claude', share: 0.41, low: 0.37, high: 0.45 },
      { family: 'gpt', share: 0.17, low: 0.14, high: 0.21 },
      { family: 'gemini', share: 0.026, low: 0, high: 0.06 },
      { family: 'llama', share: 0.004, low: 0, high: 0.01 },
      { family: 'qwen', share: 0, low: 0, high: 0.005 },
    ],
    unexplained: { share: 0.28, p: 0.001 },
    likeness: {
      source: 'short letters',
      distance: 0.62,
      limit: 1.01,
      trait: 'length',
      difference: 0.9,
    },
    crossCheck: null,
    parts: [],
    drift: [],
    calls: { count: 1904, expectedFalse: 19.2 },
    flags: { refusal: 5, 'self-identification': 12, 'hidden-characters': 2 },
    claims: { gpt: 3, claude: 9 },
    duplicates: {
      ...{ texts: 25, copies: 340, nearCopies: 12, isEstimate: false },
      open: { copies: 338, nearCopies: 12 },
      clusters: [
        {
          samples: 240,
          texts: 1,
          similarity: 1,
          rows: Array.from({ length: 20 }, (_, i) => 3 + i * 50),
        },
        { samples: 12, texts: 9, similarity: 0.81, rows: [1206, 1207, 9310] },
      ],
    },
    strip: {
      firstRows: Array.from({ length: 64 }, (_, bin) => bin * 195 + 1),
      families: {
        claude: Array.from({ length: 64 }, (_, bin) => (bin > 24 && bin < 48 ? 0.82 : 0.12)),
        gpt: Array.from({ length: 64 }, (_, bin) => (bin <= 24 ? 0.5 : 0.05)),
        human: Array.from({ length: 64 }, (_, bin) => 0.1 + 0.08 * Math.sin(bin / 4)),
        gemini: Array.from({ length: 64 }, () => 0.03),
      },
    },
    top: [
      sampleView({ row: 4107 }),
      sampleView({ row: 77, turn: null, flags: ['self-identification', 'refusal'] }),
      sampleView({ row: 8, verdict: 'unknown', family: 'gpt', probability: 0.61, q: null }),
      sampleView({
        row: 12,
        turn: null,
        verdict: 'unknown',
        family: null,
        probability: null,
        skipped: 'broken-json',
        problem: 'The row ends inside a string, at character 82.',
        preview: '',
      }),
    ],
    findings: 1937,
    suppressed: 3,
    baseline: null,
    state: 'complete',
    bytesDone: 31_000_000,
    bytesTotal: 31_000_000,
    ...given,
  };
}

const experts = ['phrase', 'spelling', 'template', 'layout', 'ends'];

function near(
  family: string,
  probability: number,
  bits: number[],
): ExplanationView['nearest'][number] {
  return {
    family,
    probability,
    experts: experts.map((expert, e) => ({ expert, bits: bits[e]! })),
    bits: bits.reduce((sum, part) => sum + part, 0),
  };
}

export function explanationView(given: Partial<ExplanationView> = {}): ExplanationView {
  const text = 'Certainly! Here is a breakdown. I am Claude, made by Anthropic. It rained, though.';
  const piece = (words: string, bits: number): ExplanationView['evidence'][number] => {
    const start = text.indexOf(words);
    return { start, end: start + words.length, bits, expert: 'phrase', text: words };
  };
  return {
    sample: sampleView({ row: 4107 }),
    text,
    analysedChars: text.length,
    evidence: [
      piece('Certainly! Here is', 4.2),
      piece('a breakdown', 1.1),
      piece('It rained, though', -2.3),
    ],
    nearest: [
      near('claude', 0.9931, [2.1, 1.4, 0.9, -0.3, 0.6]),
      near('gpt', 0.004, [0.7, -0.2, 1.2, 0.4, 0]),
      near('other', 0.001, [-0.4, 0.1, -1.1, 0.8, 0.2]),
    ],
    leaks: [{ flag: 'self-identification', start: 32, end: 43, claims: 'claude' }],
    against: 'gpt',
    errorRate: 'Of 1,200 texts called like this on unseen sources, 1,164 were right.',
    ...given,
  };
}
