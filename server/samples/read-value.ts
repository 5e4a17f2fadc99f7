/** Reading hostile JSON values: own properties only, so `__proto__` is a key like any other. */

export function property(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function propertyAt(value: unknown, keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) found = property(found, key);
  return found;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
