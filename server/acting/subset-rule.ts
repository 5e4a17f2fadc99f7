/** Which samples a subset is about: `match`, `leak,family=claude`, `verdict=unknown,p<0.3`. */

import { flags, skipReasons } from '../../protocol/views.ts';
import { UserError } from '../dataset/user-error.ts';
import { findingCodes, isUnreadable, type SampleRecord } from '../scan/record.ts';

/** Whether all parts of a rule are true of a sample. */
export type SubsetRule = (record: SampleRecord) => boolean;

/** Throws a `UserError` that says what a rule may look like. */
export function parseSubsetRule(text: string): SubsetRule {
  const parts = text.split(',').map((part) => {
    const test = parsePart(part.trim());
    if (test !== null) return test;
    throw new UserError(
      `rule ${text}: ${part.trim() === '' ? 'a part is missing' : `there is no "${part.trim()}"`}; ` +
        `use ${ruleExamples}`,
    );
  });
  return (record) => parts.every((test) => test(record));
}

const ruleExamples =
  'match, leak, unreadable, a code such as refusal or broken-json, family=NAME, model=NAME, ' +
  'verdict=unknown, lang=de, p>0.9 or p<0.5, and several of them with commas between';

function parsePart(part: string): SubsetRule | null {
  const named = namedRules[part];
  if (Object.hasOwn(namedRules, part) && named !== undefined) return named;
  const [, property = '', value = ''] = /^(\w+)=(.+)$/s.exec(part) ?? [];
  if (Object.hasOwn(properties, property)) return propertyRule(property, value);
  const [, sign, bound = ''] = /^p([<>])(0?\.\d+|0|1)$/.exec(part) ?? [];
  if (sign === undefined) return null;
  const limit = Number(bound);
  return ({ probability }) =>
    probability !== null && (sign === '>' ? probability > limit : probability < limit);
}

const codes = ['match', ...flags, ...skipReasons] as const;

const namedRules: Readonly<Record<string, SubsetRule>> = {
  ...Object.fromEntries(
    codes.map((code) => [
      code,
      (record: SampleRecord) =>
        record.skipped === code || findingCodes(record).some((found) => found === code),
    ]),
  ),
  leak: ({ flags }) => flags.length > 0,
  unreadable: isUnreadable,
};

const properties: Readonly<Record<string, (record: SampleRecord) => readonly (string | null)[]>> = {
  // The closest one, called or not: of a skipped sample there is none.
  family: ({ family, skipped }) => [skipped === null ? family : null],
  model: ({ model, skipped }) => [skipped === null ? model : null],
  verdict: ({ verdict }) => [verdict],
  flag: ({ flags }) => flags,
  lang: ({ lang }) => [lang],
};

function propertyRule(property: string, value: string): SubsetRule | null {
  const read = properties[property]!;
  return (record) => read(record).includes(value);
}
