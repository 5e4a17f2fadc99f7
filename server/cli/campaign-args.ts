/** The command line of `campaign`. */

import { type LogField, logFields } from '../../protocol/campaign.ts';
import { type CampaignFormat, campaignFormats } from '../../protocol/report-formats.ts';
import { UserError } from '../dataset/user-error.ts';
import { oneOf, type Output, parse, parseOutputs, shared, wholeNumber } from './args.ts';

export interface CampaignArgs {
  readonly paths: readonly string[];
  readonly outputs: readonly Output<CampaignFormat>[];
  /** Paths in a row, by field; null: the log has no such field. */
  readonly given: Readonly<Partial<Record<LogField, string | null>>>;
  /** Name of the environment variable that holds the key of the pseudonyms; null: a key of this run alone. */
  readonly keyVariable: string | null;
  readonly showAccounts: boolean;
  /** A log of ordinary traffic; null: hours are not compared. */
  readonly benign: string | null;
  readonly failOnCampaign: boolean;
  readonly seed: number;
  readonly stdinFilename: string | null;
  readonly quiet: boolean;
}

export function parseCampaignArgs(argv: readonly string[]): CampaignArgs {
  const { format, output, quiet } = shared;
  const { values, positionals } = parse(argv, {
    ...{ format, output, quiet },
    map: { type: 'string', multiple: true, default: [] },
    'pseudonym-key-env': { type: 'string' },
    'show-accounts': { type: 'boolean', default: false },
    benign: { type: 'string' },
    'fail-on': { type: 'string' },
    seed: { type: 'string' },
    'stdin-filename': { type: 'string' },
  });
  if (positionals.length === 0) {
    throw new UserError('campaign: name at least one log, or - for standard input');
  }
  if (values.benign === '-') {
    throw new UserError('--benign -: this log is read twice, so that it must be a file');
  }
  if (values['fail-on'] !== undefined) oneOf(['campaign'], '--fail-on', values['fail-on']);
  return {
    paths: positionals,
    outputs: parseOutputs(campaignFormats, values.format, values.output ?? []),
    given: Object.fromEntries(values.map.map(parseMap)),
    keyVariable: values['pseudonym-key-env'] ?? null,
    showAccounts: values['show-accounts'],
    benign: values.benign ?? null,
    failOnCampaign: values['fail-on'] !== undefined,
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31) ?? 1,
    stdinFilename: values['stdin-filename'] ?? null,
    quiet: values.quiet,
  };
}

/** `none` is no field. */
function parseMap(text: string): [LogField, string | null] {
  const [, name, path] = /^(\w+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || path === undefined) {
    throw new UserError(`--map ${text}: write it as FIELD=PATH, such as account=metadata.key`);
  }
  return [oneOf(logFields, '--map', name), path === 'none' ? null : path];
}
