/** What reports and the page of campaigns say in words. None holds a text of the log. */

import {
  type CampaignCardView,
  type CampaignView,
  type LogField,
  logFields,
  type LogFileView,
  type LogSkipReason,
  type WindowView,
} from './campaign.ts';
import { count, percent, skipWords, smallNumber } from './words.ts';

export const logFieldWords: Readonly<Record<LogField, string>> = {
  time: 'time',
  account: 'account',
  organisation: 'organization',
  model: 'model',
  messages: 'prompt',
  system: 'system prompt',
  inputTokens: 'number of input tokens',
  outputTokens: 'number of output tokens',
  ip: 'address',
  userAgent: 'user agent',
  session: 'session',
  status: 'status',
  response: 'response',
};

export const logSkipWords: Readonly<Record<LogSkipReason, string>> = {
  ...skipWords,
  'no-account': 'without an account',
  'no-prompt': 'without a prompt',
};

export function coverageWords({ coverage, accounts, models, thinning }: CampaignView): string {
  const skipped = Object.entries(coverage.skipped).map(
    ([reason, n]) => `${n.toLocaleString('en')} ${logSkipWords[reason as LogSkipReason]}`,
  );
  const all = coverage.rows - coverage.analysed;
  return [
    `${count(coverage.rows, 'row')} = ${count(coverage.analysed, 'request')} + ${all.toLocaleString('en')} skipped` +
      (skipped.length === 0 ? '' : ` (${skipped.join(', ')})`),
    count(accounts, 'account'),
    count(models, 'model'),
    ...(thinning === 1 ? [] : [`one request in ${thinning} was tested, as these are so many`]),
  ].join(' · ');
}

const mapOption = (field: LogField): string => `name it with --map ${field}=PATH`;

/** What is missing from a log, so that nobody takes silence for an answer. `name`: makes a path harmless.
 *  `remedy`: what to do about a field that was not found. */
export function gapWords(
  files: readonly LogFileView[],
  name: (path: string) => string,
  remedy = mapOption,
): string[] {
  return files.flatMap(({ path, mapping, coverage, problem }) => {
    if (problem !== null) return [`${name(path)}: not read to its end.`];
    if (mapping === null) return [`${name(path)}: no row could be read.`];
    const gaps: string[] = [];
    if (mapping.account === null) {
      gaps.push(`${name(path)}: no field with an account was found; ${remedy('account')}.`);
    } else if (mapping.messages === null) {
      gaps.push(`${name(path)}: no field with prompts was found; ${remedy('messages')}.`);
    }
    if (mapping.time === null && coverage.rows > 0) {
      gaps.push(`${name(path)}: no time was found, so that rhythm and pivot were not looked at.`);
    }
    return gaps;
  });
}

export function mappingWords({ mapping }: LogFileView, name: (path: string) => string): string {
  if (mapping === null) return 'nothing';
  return logFields
    .flatMap((field) => (mapping[field] === null ? [] : [`${field} from ${name(mapping[field])}`]))
    .join(', ');
}

export function cardWords({ accounts, organisations, requests, share }: CampaignCardView): string {
  const of = organisations === null ? '' : ` of ${count(organisations, 'organization')}`;
  return `${count(accounts, 'account')}${of} · ${count(requests, 'request')} (${percent(share)} of the log)`;
}

export function conclusionWords({ cards, quiet, coverage, state }: CampaignView): string {
  if (coverage.analysed === 0) return 'Nothing could be looked at.';
  const found = cards.length === 0 ? 'No group' : count(cards.length, 'group');
  const are = cards.length > 1 ? 'are' : 'is';
  return (
    `${found} of requests ${are} consistent with a campaign; others looked at: ${quiet.groups.toLocaleString('en')}.` +
    (state === 'complete' ? '' : ' The logs were not read to their end.')
  );
}

/** What the windows of the logs are beside a benign one; none of them says who asked what. */
export function windowsWords(
  { windows, from }: CampaignView,
  name: (path: string) => string,
): string {
  if (windows === null) {
    return 'Hours were not compared with ordinary ones: name a log of these with --benign LOG.';
  }
  const { benign, size, tested, differing, untested } = windows;
  const than = `than in ${name(benign.path)}`;
  const rest =
    untested === 0 ? '' : ` ${count(untested, 'request')} at the end were too few for one.`;
  if (tested === 0)
    return `The log is too short for windows of ${size.toLocaleString('en')} requests.${rest}`;
  const times = from === null ? ' in the order of the log' : '';
  return (
    `${differing.toLocaleString('en')} of ${count(tested, 'window')} of ${size.toLocaleString('en')} requests${times} ` +
    `${differing === 1 ? 'has' : 'have'} prompts that are written otherwise ${than}.${rest}`
  );
}

export const windowTwin =
  'a new customer, application, language or release changes how prompts are written as well; see who asked in these rows';

export function windowWords(
  { path, row, toPath, toRow, from, to, ratio, q }: WindowView,
  name: (path: string) => string,
): string {
  const times = from === null || to === null ? '' : `${from} to ${to}, `;
  const end = `row ${toRow.toLocaleString('en')}` + (toPath === path ? '' : ` of ${name(toPath)}`);
  return (
    `${times}row ${row.toLocaleString('en')} of ${name(path)} to ${end}: ` +
    `${ratio.toFixed(1)} times as far as expected (q ${smallNumber(q)})`
  );
}

export function rowWords({ evidence }: CampaignCardView): string {
  return evidence.map(({ row }) => row.toLocaleString('en')).join(', ');
}

export const campaignLimits: readonly string[] = [
  'A card is about a group of requests, never about one of them, and says nothing about who is behind it.',
  'Every axis has an innocent twin, which stands beside it; ask the customer before you act.',
  'A q-value holds for the tests named here, not for whatever else may be unusual in a log.',
  'Traffic without common templates, or of a single account that behaves as an application does, is not found.',
  'No card does not mean that nobody is distilling.',
];
