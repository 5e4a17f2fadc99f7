/** What will be sent, to whom, how much, and what it may cost: for a person to read before anything is. */

import { count } from '../../protocol/words.ts';
import type { Limits } from './budget.ts';
import { bodyOf, type Call } from './call.ts';
import { type Estimate, type Plan, secondsPerCall } from './plan.ts';
import type { PromptLedger } from './read-prompts.ts';

export interface PreviewParts {
  readonly plan: Plan;
  readonly estimate: Estimate;
  readonly limits: Limits;
  /** Which they are. */
  readonly prompts: string;
  readonly concurrency: number;
  /** Where the key comes from, such as a variable's name; null: none is sent. Never the key. */
  readonly keyFrom: string | null;
  /** Calls that an earlier run has answers to, and those that it made. */
  readonly earlier: { readonly answered: number; readonly calls: number };
  readonly output: string;
}

export function previewLines(parts: PreviewParts): string[] {
  const { plan, estimate, keyFrom, output } = parts;
  const models = [...new Set(plan.calls.map(({ model }) => model.name))];
  const { promptTokens, answerTokens } = estimate.mostTokens;
  return [
    `To        ${plan.settings.endpoint}/chat/completions`,
    `Models    ${models.join(', ')}`,
    `Key       ${keyFrom === null ? 'none' : `from ${keyFrom}`}`,
    `Prompts   ${parts.prompts}`,
    `Calls     ${callWords(parts)}`,
    `Tokens    about ${number(estimate.promptTokens)} of prompts, at most ${number(promptTokens)}; ` +
      `at most ${number(answerTokens)} of answers`,
    `Cost      ${costWords(parts)}`,
    `Time      about ${count(estimate.minutes, 'minute')}, if an answer takes ${secondsPerCall} s, ` +
      `${parts.concurrency} at once`,
    `Budget    ${budgetWords(parts.limits)}; nothing is sent beyond it, retries included`,
    `Answers   ${output}`,
    '',
    ...exampleLines(plan, keyFrom),
  ];
}

const number = (n: number): string => n.toLocaleString('en');

export function promptWords(ledger: PromptLedger): string {
  const { rows, repeated, withoutPrompt, tooLong, unreadable, leftOut } = ledger;
  const used = rows - repeated - withoutPrompt - tooLong - unreadable - leftOut;
  const others = [
    [repeated, 'repeat one'],
    [withoutPrompt, 'without a prompt'],
    [tooLong, 'too long'],
    [unreadable, 'unreadable'],
    [leftOut, 'not in the sample'],
  ] as const;
  const rest = others.flatMap(([n, words]) => (n === 0 ? [] : [`${number(n)} ${words}`]));
  return `${count(rows, 'row')} = ${[`${number(used)} asked`, ...rest].join(' + ')}`;
}

function callWords({ estimate, earlier }: PreviewParts): string {
  const left = estimate.calls - earlier.answered;
  if (earlier.calls === 0) return number(estimate.calls);
  return `${number(left)} of ${number(estimate.calls)}: ${number(earlier.answered)} are answered, in ${count(earlier.calls, 'call')} of earlier runs`;
}

function costWords({ estimate, limits }: PreviewParts): string {
  if (estimate.mostCost === null) return 'not known: no prices were given';
  const most = limits.cost === null ? '' : `, and not more than ${limits.cost.most}`;
  return `at most ${estimate.mostCost.toFixed(2)}${most}`;
}

function budgetWords({ calls, tokens, cost }: Limits): string {
  const parts = [count(calls, 'call')];
  if (tokens !== null) parts.push(count(tokens, 'token'));
  if (cost !== null) parts.push(`a cost of ${cost.most}`);
  return parts.join(', ');
}

const examples = 2;

function exampleLines(plan: Plan, keyFrom: string | null): string[] {
  // The last one as well: files are often sorted.
  const shown = [...new Set([plan.calls[0], plan.calls.at(-1)])].flatMap((call) => call ?? []);
  const words = shown.length < examples ? 'The request' : 'The first and the last request';
  return [
    `${words}, exactly as sent; the others differ in model, prompt and seed only:`,
    ...shown.flatMap((call) => ['', ...requestLines(plan, call, keyFrom)]),
  ];
}

function requestLines(plan: Plan, call: Call, keyFrom: string | null): string[] {
  return [
    `POST ${plan.settings.endpoint}/chat/completions`,
    ...(keyFrom === null ? [] : [`authorization: Bearer (the key from ${keyFrom})`]),
    'content-type: application/json',
    JSON.stringify(bodyOf(call, plan.settings)),
  ];
}
