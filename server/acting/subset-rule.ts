/** Which samples a subset is about: `match`, `leak,family=claude`, `verdict=unknown,p<0.3`. */

import { flags, skipReasons, type VerdictKind } from '../../protocol/views.ts';
import { UserError } from '../dataset/user-error.ts';
import { findingCodes, isUnreadable, type SampleRecord } from '../scan/record.ts';

/** Whether all parts of a rule are true of a sample. */
export type SubsetRule = (record: SampleRecord) => boolean;

/** `families`: that there are. Throws a `UserError` that says what a rule may look like. */
export function parseSubsetRule(text: string, families: readonly string[]): SubsetRule {
  const tests = text.split(',').map((part) => {
    const test = parsePart(part.trim(), families);
    if (typeof test === 'function') return test;
    throw new UserError(`rule ${text}: ${test}`);
  });
  return (record) => tests.every((test) => test(record));
}

/** A test, or a sentence about why there is none. */
function parsePart(part: string, families: readonly string[]): SubsetRule | string {
  const named = namedRules.get(part);
  if (named !== undefined) return named;
  const [, name = '', value = ''] = /^(\w+)=(.+)$/s.exec(part) ?? [];
  const property = properties.get(name);
  if (property !== undefined) {
    const known = name === 'family' ? families : property.values;
    // Of a slip in a name, no sample would be found, and all rows be kept.
    if (known.length > 0 && !known.includes(value)) {
      return `there is no ${name} "${value}"; use ${known.join(', ')}`;
    }
    return (record) => property.of(record).includes(value);
  }
  const [, sign, bound = ''] = /^p([<>])(0?\.\d+|0|1)$/.exec(part) ?? [];
  if (sign !== undefined) return probabilityRule(sign, Number(bound));
  const problem = part === '' ? 'a part is missing' : `there is no "${part}"`;
  return `${problem}; use ${ruleExamples}`;
}

const ruleExamples =
  'match, leak, unreadable, a code such as refusal or broken-json, family=NAME, model=NAME, ' +
  'verdict=unknown, lang=de, p>0.9 or p<0.5, and several of them with commas between';

const codes = ['match', ...flags, ...skipReasons] as const;

const namedRules: ReadonlyMap<string, SubsetRule> = new Map([
  ...codes.map((code): [string, SubsetRule] => [
    code,
    (record) => record.skipped === code || findingCodes(record).some((found) => found === code),
  ]),
  ['leak', ({ flags }) => flags.length > 0],
  ['unreadable', isUnreadable],
]);

interface Property {
  readonly of: (record: SampleRecord) => readonly (string | null)[];
  /** Empty: any. */
  readonly values: readonly string[];
}

const verdicts: readonly VerdictKind[] = ['match', 'unknown', 'too-short'];

const properties: ReadonlyMap<string, Property> = new Map<string, Property>([
  // The closest one, called or not: of a skipped sample there is none.
  ['family', { of: ({ family, skipped }) => [skipped === null ? family : null], values: [] }],
  ['model', { of: ({ model, skipped }) => [skipped === null ? model : null], values: [] }],
  ['verdict', { of: ({ verdict }) => [verdict], values: verdicts }],
  ['flag', { of: ({ flags }) => flags, values: flags }],
  ['lang', { of: ({ lang }) => [lang], values: [] }],
]);

function probabilityRule(sign: string, limit: number): SubsetRule {
  return ({ probability }) =>
    probability !== null && (sign === '>' ? probability > limit : probability < limit);
}
