/** What editors are told of `teacherprint.json` is what the server accepts. */

import { expect, test } from 'vitest';
import { duplicateCodes, flags } from '../../protocol/views.ts';
import { configSchema } from '../../server/settings/config-file.ts';
import { read } from './repository.ts';

/** The part of JSON Schema that both say. */
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: false | JsonSchema;
  items?: JsonSchema;
  pattern?: string;
  minLength?: number;
  anyOf?: JsonSchema[];
  enum?: string[];
}

/** A schema as valibot keeps it. */
interface ServerSchema {
  type: string;
  entries?: Record<string, ServerSchema>;
  wrapped?: ServerSchema;
  item?: ServerSchema;
  value?: ServerSchema;
  pipe?: readonly { type: string; requirement?: unknown }[];
}

const published = JSON.parse(read('server/settings/teacherprint.schema.json')) as JsonSchema;

function toJsonSchema(schema: ServerSchema): JsonSchema {
  switch (schema.type) {
    case 'strict_object': {
      const entries = Object.entries(schema.entries!);
      return {
        type: 'object',
        properties: Object.fromEntries(entries.map(([key, part]) => [key, toJsonSchema(part)])),
        required: entries.filter(([, part]) => part.type !== 'optional').map(([key]) => key),
        additionalProperties: false,
      };
    }
    case 'optional':
      return toJsonSchema(schema.wrapped!);
    case 'array':
      return { type: 'array', items: toJsonSchema(schema.item!) };
    case 'record':
      return { type: 'object', additionalProperties: toJsonSchema(schema.value!) };
    case 'string':
      return Object.assign({ type: 'string' }, ...(schema.pipe ?? []).map(toRule)) as JsonSchema;
    default:
      throw new Error(`no JSON Schema for ${schema.type}`);
  }
}

function toRule({ type, requirement }: { type: string; requirement?: unknown }): JsonSchema {
  if (type === 'regex') return { pattern: (requirement as RegExp).source };
  return type === 'min_length' ? { minLength: requirement as number } : {};
}

/** Without titles and descriptions, and without choices that are only proposed. */
function withoutHelp(schema: JsonSchema): JsonSchema {
  const { type, properties, required, additionalProperties, items, pattern, minLength } =
    schema.anyOf?.at(-1) ?? schema;
  return {
    ...(type !== undefined && { type }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, part]) => [key, withoutHelp(part)]),
      ),
      required: required ?? [],
    }),
    ...(additionalProperties !== undefined && {
      additionalProperties: additionalProperties && withoutHelp(additionalProperties),
    }),
    ...(items !== undefined && { items: withoutHelp(items) }),
    ...(pattern !== undefined && { pattern }),
    ...(minLength !== undefined && { minLength }),
  };
}

test('the schema for editors is the schema of the server', () => {
  expect(withoutHelp(published)).toEqual(toJsonSchema(configSchema as unknown as ServerSchema));
});

test('editors propose every rule that can be ignored', () => {
  const { rule } = published.properties!['suppressions']!.items!.properties!;
  expect(rule?.anyOf?.[0]?.enum).toEqual(['match', ...flags, ...duplicateCodes]);
});
