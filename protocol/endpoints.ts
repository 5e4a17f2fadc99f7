/** The setting `teacherprint.endpoints`: servers that references can be collected from. Only the editor reads it. */

import type { ModelView } from './collecting.ts';

export const endpointsSetting = 'endpoints';

export interface EndpointSetting {
  readonly name: string;
  readonly url: string;
  readonly models: readonly ModelView[];
  /** Environment variable that holds the key; null: the editor's secret storage does. */
  readonly keyVariable: string | null;
  readonly allowsHttp: boolean;
  /** Of an answer. */
  readonly maxTokens: number;
  readonly timeoutSeconds: number;
}

export const endpointDefaults = {
  models: [],
  keyVariable: null,
  allowsHttp: false,
  maxTokens: 1024,
  timeoutSeconds: 120,
} as const;

export interface ReadEndpoints {
  readonly endpoints: readonly EndpointSetting[];
  /** A sentence for each entry that is not usable. */
  readonly problems: readonly string[];
}

/** Never throws: people write settings by hand. */
export function readEndpoints(value: unknown): ReadEndpoints {
  if (value === undefined || value === null) return { endpoints: [], problems: [] };
  if (!Array.isArray(value)) {
    return { endpoints: [], problems: ['teacherprint.endpoints must be a list'] };
  }
  const endpoints: EndpointSetting[] = [];
  const problems: string[] = [];
  for (const [index, entry] of value.entries()) {
    const read = readEndpoint(entry);
    if (typeof read === 'string')
      problems.push(`teacherprint.endpoints, entry ${index + 1}: ${read}`);
    else endpoints.push(read);
  }
  return { endpoints, problems };
}

/** A text: what is wrong with it. */
function readEndpoint(entry: unknown): EndpointSetting | string {
  const field = (name: string): unknown =>
    typeof entry === 'object' && entry !== null && Object.hasOwn(entry, name)
      ? (entry as Record<string, unknown>)[name]
      : undefined;
  const url = field('url');
  if (typeof url !== 'string' || url.trim() === '') return '"url" is missing';
  const name = field('name') ?? url;
  if (typeof name !== 'string') return '"name" must be a text';
  const keyVariable = field('keyVariable') ?? null;
  if (keyVariable !== null && typeof keyVariable !== 'string') {
    return '"keyVariable" must be the name of an environment variable';
  }
  const allowsHttp = field('allowHttp') ?? endpointDefaults.allowsHttp;
  if (typeof allowsHttp !== 'boolean') return '"allowHttp" must be true or false';
  const maxTokens = field('maxTokens') ?? endpointDefaults.maxTokens;
  if (!isCount(maxTokens, 1e6)) return '"maxTokens" must be a whole number from 1 to 1,000,000';
  const timeoutSeconds = field('timeoutSeconds') ?? endpointDefaults.timeoutSeconds;
  if (!isCount(timeoutSeconds, 3600)) {
    return '"timeoutSeconds" must be a whole number from 1 to 3,600';
  }
  const models = readModels(field('models') ?? {});
  if (models === null)
    return '"models" must be names with their families, such as "qwen3:8b": "qwen"';
  return { name, url, models, keyVariable, allowsHttp, maxTokens, timeoutSeconds };
}

function readModels(value: unknown): ModelView[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  if (entries.some(([name, family]) => name === '' || typeof family !== 'string')) return null;
  return entries.map(([name, family]) => ({ name, family: (family as string) || null }));
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}

/** `name=family, name=family`, as a person types it; the text of what is wrong with it. */
export function parseModels(text: string): ModelView[] | string {
  const entries = text.split(/[\s,]+/).filter(Boolean);
  if (entries.length === 0) return 'Name at least one model.';
  const models: ModelView[] = [];
  for (const entry of entries) {
    const [name = '', family = '', ...more] = entry.split('=');
    if (name === '' || more.length > 0) return `Write ${entry} as NAME or NAME=FAMILY.`;
    if (models.some((known) => known.name === name)) return `${name} is named twice.`;
    models.push({ name, family: family.toLowerCase() || null });
  }
  return models;
}

export function modelsText(models: readonly ModelView[]): string {
  return models
    .map(({ name, family }) => (family === null ? name : `${name}=${family}`))
    .join(', ');
}
