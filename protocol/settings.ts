/** The editor's settings: one declaration of names, defaults and allowed values.
 *  A tidy test compares it with `contributes.configuration` in package.json. */

export const severities = ['off', 'information', 'warning'] as const;
export type Severity = (typeof severities)[number];

export interface Settings {
  /** Path of a profile file; empty: the profile that ships. */
  readonly profile: string;
  /** Files up to this size are analysed while they are edited. */
  readonly liveMegabytes: number;
  /** Worst diagnostics shown per file; the rest is counted. */
  readonly maxDiagnostics: number;
  /** Severity of a sample that matches a family. */
  readonly matchSeverity: Severity;
  /** Severity of leaks such as self-identification. */
  readonly leakSeverity: Severity;
  /** Severity of rows that could not be read. */
  readonly problemSeverity: Severity;
  /** Severity of samples that repeat an earlier one. */
  readonly duplicateSeverity: Severity;
  /** Worker threads; 0: one per core, less one. */
  readonly workers: number;
}

export const defaultSettings: Settings = {
  profile: '',
  liveMegabytes: 5,
  maxDiagnostics: 200,
  matchSeverity: 'warning',
  leakSeverity: 'warning',
  problemSeverity: 'information',
  duplicateSeverity: 'information',
  workers: 0,
};

/** What may be asked of a setting, beside its type. */
export const settingLimits = {
  liveMegabytes: { minimum: 0, maximum: 50 },
  maxDiagnostics: { minimum: 1, maximum: 900 },
  workers: { minimum: 0, maximum: 64 },
} as const;

export interface ResolvedSettings {
  settings: Settings;
  /** One sentence per value that was not usable; its default holds instead. */
  problems: string[];
}

/** Completes what a client sent. Never throws: a bad value becomes a problem and its default. */
export function resolveSettings(options: unknown): ResolvedSettings {
  const problems: string[] = [];
  const given = typeof options === 'object' && options !== null ? options : {};
  const read = (name: keyof Settings): unknown =>
    Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined;

  const text = (name: 'profile'): string => {
    const value = read(name);
    if (value === undefined || value === null) return defaultSettings[name];
    if (typeof value === 'string') return value;
    problems.push(`teacherprint.${name} must be a text; using the default`);
    return defaultSettings[name];
  };
  const number = (name: keyof typeof settingLimits): number => {
    const value = read(name);
    if (value === undefined || value === null) return defaultSettings[name];
    const { minimum, maximum } = settingLimits[name];
    if (typeof value === 'number' && value >= minimum && value <= maximum) return value;
    problems.push(
      `teacherprint.${name} must be a number from ${minimum} to ${maximum}; using ${defaultSettings[name]}`,
    );
    return defaultSettings[name];
  };
  const severity = (name: keyof Settings & `${string}Severity`): Severity => {
    const value = read(name);
    if (value === undefined || value === null) return defaultSettings[name];
    const known = severities.find((candidate) => candidate === value);
    if (known !== undefined) return known;
    problems.push(
      `teacherprint.${name} must be one of ${severities.join(', ')}; using ${defaultSettings[name]}`,
    );
    return defaultSettings[name];
  };

  const settings: Settings = {
    profile: text('profile'),
    liveMegabytes: number('liveMegabytes'),
    maxDiagnostics: number('maxDiagnostics'),
    matchSeverity: severity('matchSeverity'),
    leakSeverity: severity('leakSeverity'),
    problemSeverity: severity('problemSeverity'),
    duplicateSeverity: severity('duplicateSeverity'),
    workers: number('workers'),
  };
  return { settings, problems };
}
