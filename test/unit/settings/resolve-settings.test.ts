import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaultSettings,
  resolveSettings,
  type Settings,
  settingLimits,
  severities,
} from '../../../protocol/settings.ts';

const limited = Object.entries(settingLimits);

/** What any settings must be, wherever they come from. */
function checkComplete(settings: Settings): void {
  expect(Object.keys(settings).sort()).toEqual(Object.keys(defaultSettings).sort());
  expect(typeof settings.profile).toBe('string');
  for (const [name, { minimum, maximum }] of limited) {
    const value = settings[name as keyof typeof settingLimits];
    expect(value).toBeGreaterThanOrEqual(minimum);
    expect(value).toBeLessThanOrEqual(maximum);
  }
  const names = ['matchSeverity', 'leakSeverity', 'problemSeverity', 'duplicateSeverity'] as const;
  for (const name of names) {
    expect(severities).toContain(settings[name]);
  }
}

const usable: fc.Arbitrary<Settings> = fc.record({
  profile: fc.string(),
  liveMegabytes: fc.double({ min: 0, max: 50, noNaN: true }),
  maxDiagnostics: fc.integer({ min: 1, max: 900 }),
  matchSeverity: fc.constantFrom(...severities),
  leakSeverity: fc.constantFrom(...severities),
  problemSeverity: fc.constantFrom(...severities),
  duplicateSeverity: fc.constantFrom(...severities),
  workers: fc.integer({ min: 0, max: 64 }),
});

describe('settings', () => {
  test('of anything are complete, and what was wrong with it is said', () => {
    const named = fc.record(
      Object.fromEntries(Object.keys(defaultSettings).map((name) => [name, fc.anything()])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), named), (options) => {
        const { settings, problems } = resolveSettings(options);
        checkComplete(settings);
        for (const problem of problems) expect(problem).toMatch(/^teacherprint\.\w+ must be /);
      }),
      { numRuns: 1000 },
    );
  });

  test('that are usable are used', () => {
    fc.assert(
      fc.property(usable, (options) => {
        expect(resolveSettings(options)).toEqual({ settings: options, problems: [] });
      }),
    );
  });

  test('that are not are said, each once, and their defaults hold', () => {
    const { settings, problems } = resolveSettings({
      profile: 7,
      liveMegabytes: NaN,
      maxDiagnostics: 0,
      matchSeverity: 'error',
      workers: '4',
      leakSeverity: null,
      somethingElse: 1,
      ['__proto__']: { problemSeverity: 'off' },
    });
    expect(settings).toEqual(defaultSettings);
    expect(problems).toEqual([
      'teacherprint.profile must be a text; using the default',
      'teacherprint.liveMegabytes must be a number from 0 to 50; using 5',
      'teacherprint.maxDiagnostics must be a number from 1 to 900; using 200',
      'teacherprint.matchSeverity must be one of off, information, warning; using warning',
      'teacherprint.workers must be a number from 0 to 64; using 0',
    ]);
  });
});
