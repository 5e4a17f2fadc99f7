/** The command line of `references collect`. */

import type { CollectWishes } from '../endpoint/collecting.ts';
import { checkedField, checkFiles, parse, shared, wholeNumber } from './args.ts';
import { endpointArgs, type EndpointArgs, endpointOptions } from './endpoint-args.ts';

export interface CollectArgs extends EndpointArgs, CollectWishes {
  readonly paths: readonly string[];
}

export function parseCollectArgs(argv: readonly string[]): CollectArgs {
  const { values, positionals } = parse(argv, {
    ...endpointOptions,
    field: shared.field,
    quiet: shared.quiet,
    seed: { type: 'string' },
    samples: { type: 'string' },
    output: { type: 'string' },
  });
  checkFiles('references collect', positionals);
  const seed = wholeNumber('--seed', values.seed, 0, 2 ** 31);
  const asked = endpointArgs(values, {
    output: { option: '--output', path: values.output },
    samples: wholeNumber('--samples', values.samples, 1, 1000) ?? 1,
    seed,
    quiet: values.quiet,
  });
  return { ...asked, paths: positionals, field: checkedField(values.field), seed: seed ?? 1 };
}
