/** Row → the texts in it that a model wrote, or the reason why there are none. */

import type { SkipReason } from '../../protocol/views.ts';
import { extractConversation } from './conversation.ts';
import { type FieldMapping, printField } from './field.ts';
import type { Sample } from './sample.ts';
import { extractPreference, extractSingleText } from './single-text.ts';

export type Extraction =
  { kind: 'samples'; samples: Sample[] } | { kind: 'problem'; reason: SkipReason; message: string };

export function extractSamples(row: unknown, mapping: FieldMapping): Extraction {
  const samples = extractByShape(row, mapping);
  if (samples === null) return { kind: 'problem', reason: 'no-text', message: missing(mapping) };
  if (samples.length === 0) {
    return {
      kind: 'problem',
      reason: 'no-text',
      message: `no model turn with text in ${printField(mapping)}`,
    };
  }
  const written = samples.filter((sample) => sample.text.trim() !== '');
  if (written.length > 0) return { kind: 'samples', samples: written };
  return {
    kind: 'problem',
    reason: 'empty-text',
    message: `the text at ${printField(mapping)} is empty`,
  };
}

function extractByShape(row: unknown, mapping: FieldMapping): Sample[] | null {
  switch (mapping.shape) {
    case 'openai-messages':
    case 'sharegpt':
      return extractConversation(row, mapping);
    case 'preference':
      return extractPreference(row);
    case 'alpaca':
    case 'prompt-completion':
    case 'plain-text':
      return extractSingleText(row, mapping);
  }
}

function missing(mapping: FieldMapping): string {
  return `no text at ${printField(mapping)}, where this file keeps its samples`;
}
