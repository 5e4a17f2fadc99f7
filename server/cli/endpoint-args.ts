/** Options of all commands that ask models through an endpoint. */

import { endpointDefaults } from '../../protocol/endpoints.ts';
import { UserError } from '../dataset/user-error.ts';
import { parseAddress } from '../endpoint/address.ts';
import type { Limits } from '../endpoint/budget.ts';
import type { Model } from '../endpoint/call.ts';
import type { Timeouts } from '../endpoint/client.ts';
import { type AskWishes, usualConcurrency } from '../endpoint/collecting.ts';
import { type parse, wholeNumber } from './args.ts';

export interface EndpointArgs extends AskWishes {
  /** Null: as many as the budget has calls for. */
  readonly prompts: number | null;
  /** Name of an environment variable; null: no key is sent. */
  readonly keyEnv: string | null;
  readonly timeouts: Timeouts;
  /** What a person was asked, or said beforehand. */
  readonly agreed: 'ask' | 'yes' | 'dry-run';
  readonly quiet: boolean;
}

export const endpointOptions = {
  endpoint: { type: 'string' },
  model: { type: 'string', multiple: true },
  'key-env': { type: 'string' },
  'allow-http': { type: 'boolean', default: false },
  system: { type: 'string' },
  'max-tokens': { type: 'string' },
  'max-completion-tokens': { type: 'string' },
  temperature: { type: 'string' },
  stream: { type: 'boolean', default: false },
  sample: { type: 'string' },
  'max-calls': { type: 'string' },
  'max-total-tokens': { type: 'string' },
  'max-cost': { type: 'string' },
  'prompt-price': { type: 'string' },
  'answer-price': { type: 'string' },
  concurrency: { type: 'string' },
  timeout: { type: 'string' },
  resume: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parse<typeof endpointOptions>>['values'];

/** What each command says by options of its own. */
interface OwnValues {
  /** Path of the answers; `option` is what it is called. */
  readonly output: { readonly option: string; readonly path: string | undefined };
  readonly samples: number;
  /** Sent with each request; null: not sent. */
  readonly seed: number | null;
  readonly quiet: boolean;
}

export function endpointArgs(
  values: Values,
  { output, samples, seed, quiet }: OwnValues,
): EndpointArgs {
  const { endpoint, 'max-calls': maxCalls } = values;
  if (endpoint === undefined) {
    throw new UserError('--endpoint: say whom to ask, such as http://localhost:11434/v1');
  }
  if (output.path === undefined || output.path === '') {
    throw new UserError(`${output.option}: say where the answers go, such as answers.jsonl`);
  }
  if (maxCalls === undefined) {
    throw new UserError('--max-calls: say how many calls may be made at most, retries included');
  }
  const timeout =
    (wholeNumber('--timeout', values.timeout, 1, 3600) ?? endpointDefaults.timeoutSeconds) * 1000;
  return {
    models: modelsOf(values.model ?? []),
    settings: {
      endpoint: parseAddress(endpoint, { allowsHttp: values['allow-http'] }),
      system: values.system ?? null,
      ...maxTokensOf(values),
      temperature: decimal('temperature', values.temperature, 2),
      seed,
      streams: values.stream,
    },
    limits: limitsOf(values, maxCalls),
    samples,
    prompts: wholeNumber('--sample', values.sample, 1, 1e6),
    concurrency: wholeNumber('--concurrency', values.concurrency, 1, 64) ?? usualConcurrency,
    output: output.path,
    resumes: values.resume,
    keyEnv: values['key-env'] ?? null,
    timeouts: { total: timeout, idle: timeout },
    agreed: values['dry-run'] ? 'dry-run' : values.yes ? 'yes' : 'ask',
    quiet,
  };
}

/** Options that mean something only with `--endpoint` have no effect without it: none goes unnoticed. */
export function refuseWithoutEndpoint(values: Values): void {
  const given = Object.keys(endpointOptions) as (keyof Values)[];
  const stray = given.find((name) => values[name] !== undefined && values[name] !== false);
  if (stray !== undefined) throw new UserError(`--${stray}: means something with --endpoint only`);
}

/** `name`, or `name=family`. */
function modelsOf(texts: readonly string[]): Model[] {
  if (texts.length === 0) throw new UserError('--model: name at least one model');
  const models = texts.map((text) => {
    const [name = '', family = null, ...more] = text.split('=').map((part) => part.trim());
    if (name === '' || family === '' || more.length > 0) {
      throw new UserError(`--model ${text}: write it as NAME, or NAME=FAMILY such as gpt-4o=gpt`);
    }
    return { name, family: family?.toLowerCase() ?? null };
  });
  if (new Set(models.map(({ name }) => name)).size < models.length) {
    throw new UserError('--model: the same model twice; for several answers, use --samples');
  }
  return models;
}

function maxTokensOf(values: Values): {
  maxTokens: number;
  maxTokensName: 'max_tokens' | 'max_completion_tokens';
} {
  const plain = wholeNumber('--max-tokens', values['max-tokens'], 1, 1e6);
  const completion = wholeNumber(
    '--max-completion-tokens',
    values['max-completion-tokens'],
    1,
    1e6,
  );
  if (plain !== null && completion !== null) {
    throw new UserError('--max-tokens and --max-completion-tokens: servers know one or the other');
  }
  return {
    maxTokens: completion ?? plain ?? endpointDefaults.maxTokens,
    maxTokensName: completion === null ? 'max_tokens' : 'max_completion_tokens',
  };
}

function limitsOf(values: Values, maxCalls: string): Limits {
  const prompt = decimal('prompt-price', values['prompt-price'], 1e6);
  const answer = decimal('answer-price', values['answer-price'], 1e6);
  const most = decimal('max-cost', values['max-cost'], 1e9);
  const hasPrices = prompt !== null && answer !== null;
  if ((prompt === null) !== (answer === null) || (most !== null && !hasPrices)) {
    throw new UserError(
      '--max-cost needs --prompt-price and --answer-price, both per million tokens',
    );
  }
  return {
    calls: wholeNumber('--max-calls', maxCalls, 1, 1e8)!,
    tokens: wholeNumber('--max-total-tokens', values['max-total-tokens'], 1, 1e12),
    cost: hasPrices ? { most: most ?? Infinity, prices: { prompt, answer } } : null,
  };
}

function decimal(option: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && value <= most) return value;
  throw new UserError(`--${option} ${text}: use a number from 0 to ${most.toLocaleString('en')}`);
}
