/** What editors are told of `teacherprint.json` and of baselines is what the server accepts. */

import { expect, test } from 'vitest';
import { duplicateCodes, flags } from '../../protocol/views.ts';
import { baselineSchema } from '../../server/settings/baseline-file.ts';
import { configSchema, everyRule } from '../../server/settings/config-file.ts';
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
  minimum?: number;
  const?: unknown;
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
  literal?: unknown;
  pipe?: readonly { type: string; requirement?: unknown }[];
}

function publishedSchema(name: string): JsonSchema {
  return JSON.parse(read(`server/settings/${name}.schema.json`)) as JsonSchema;
}

const published = publishedSchema('teacherprint');

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
    case 'literal':
      return { const: schema.literal };
    case 'number':
      return Object.assign({ type: 'integer' }, ...(schema.pipe ?? []).map(toRule)) as JsonSchema;
    case 'string':
      return Object.assign({ type: 'string' }, ...(schema.pipe ?? []).map(toRule)) as JsonSchema;
    default:
      throw new Error(`no JSON Schema for ${schema.type}`);
  }
}

function toRule({ type, requirement }: { type: string; requirement?: unknown }): JsonSchema {
  if (type === 'regex') return { pattern: (requirement as RegExp).source };
  if (type === 'min_length') return { minLength: requirement as number };
  return type === 'min_value' ? { minimum: requirement as number } : {};
}

/** Without titles and descriptions, and without choices that are only proposed. */
function withoutHelp(schema: JsonSchema): JsonSchema {
  const { type, properties, required, additionalProperties, items, ...limits } =
    schema.anyOf?.at(-1) ?? schema;
  const { pattern, minLength, minimum } = limits;
  return {
    ...('const' in schema && { const: schema.const }),
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
    ...(minimum !== undefined && { minimum }),
  };
}

test.each([
  ['teacherprint', configSchema],
  ['teacherprint-baseline', baselineSchema],
] as const)('the schema of %s for editors is the schema of the server', (name, schema) => {
  expect(withoutHelp(publishedSchema(name))).toEqual(
    toJsonSchema(schema as unknown as ServerSchema),
  );
});

test('editors propose every rule that can be ignored', () => {
  const { rule } = published.properties!['suppressions']!.items!.properties!;
  expect(rule?.anyOf?.[0]?.enum).toEqual(['match', ...flags, ...duplicateCodes, everyRule]);
});
