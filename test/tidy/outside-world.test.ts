/** What ships touches the world outside of its own data only where docs/architecture.md says so. */

import { describe, expect, test } from 'vitest';
import { read, shipped } from './repository.ts';

interface Rule {
  what: string;
  pattern: RegExp;
  /** Files and folders that may. */
  where: readonly string[];
}

const rules: Rule[] = [
  {
    what: 'prints, or ends the process',
    pattern: /\bprocess\.(?:stdout|stderr|exit|exitCode)\b|(?<![.\w])console\./,
    // The last two are the refusals to start at all.
    where: ['server/cli/', 'server/lsp/main.ts', 'server/node-version.ts'],
  },
  {
    what: 'reads the environment',
    pattern: /\bprocess\.env\b/,
    // Whether to use colors; keys, by the names that the user gives.
    where: ['server/cli/output.ts', 'server/cli/campaign.ts', 'server/endpoint/key.ts'],
  },
  {
    what: 'asks the clock',
    pattern: /\bDate\b|\bperformance\./,
    // How often progress is shown, how long it took and how long it will take; when an answer came.
    where: [
      'server/endpoint/backoff.ts',
      'server/endpoint/collect.ts',
      'server/endpoint/clock.ts',
      'server/cli/progress.ts',
      'server/cli/steps.ts',
      'server/lsp/handlers/audit-dataset.ts',
      'server/log-audit/audit-for-editor.ts',
      // Reads and writes the times of a log, and asks nobody what time it is.
      'server/campaign/log-time.ts',
    ],
  },
  { what: 'draws by chance', pattern: /\bMath\.random\b/, where: [] },
  {
    what: 'speaks to a network',
    pattern:
      /\bfetch\(|\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b|\bsendBeacon\b|node:(?:dgram|dns|https?|http2|net|tls)\b/,
    // The second only asks whether an address is one of the machine itself.
    where: ['server/endpoint/client.ts', 'server/endpoint/address.ts'],
  },
  {
    what: 'makes markup of a text',
    // Folders are trusted by people, texts by nobody.
    pattern:
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|DOMParser|(?<!workspace\.)isTrusted)\b/,
    where: [],
  },
  { what: 'makes code of a text', pattern: /\beval\(|\bnew Function\b|node:vm\b/, where: [] },
];

describe('nothing that ships', () => {
  test.each(rules)('$what, but for $where', ({ pattern, where }) => {
    const found = shipped.filter((file) => pattern.test(read(file)));
    expect(found.filter((file) => !where.some((place) => file.startsWith(place)))).toEqual([]);
    const idle = where.filter((place) => !found.some((file) => file.startsWith(place)));
    expect(idle, 'exceptions that are none any more').toEqual([]);
  });
});
