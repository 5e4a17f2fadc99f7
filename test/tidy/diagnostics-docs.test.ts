/** docs/diagnostics.md has a section for every code, under the anchor that the server links to. */

import { expect, test } from 'vitest';
import { diagnosticDocs } from '../../protocol/commands.ts';
import { duplicateCodes, flags, skipReasons, type VerdictKind } from '../../protocol/views.ts';
import { noteCodes } from '../../server/lsp/handlers/diagnostics.ts';
import { manifest, read } from './repository.ts';

const verdicts = ['match', 'unknown', 'too-short'] satisfies VerdictKind[];
const sections = read('docs/diagnostics.md').split(/^### /m).slice(1);

test('the sections are the codes', () => {
  const headings = sections.map((section) => section.slice(0, section.indexOf('\n')));
  const named = [...verdicts, ...flags, ...duplicateCodes, ...skipReasons, ...noteCodes];
  const codes = new Set<string>(named);
  expect(headings.toSorted()).toEqual([...codes].toSorted());
});

test('each says what it means, what it looks like and what to do', () => {
  const leads = ['**Means:**', '**Looks like:**', '**Do:**'];
  const short = sections.filter((section) => !leads.every((lead) => section.includes(lead)));
  expect(short).toEqual([]);
});

test('the server links to the page in the repository of the manifest', () => {
  const repository = manifest.repository.url.replace(/\.git$/, '');
  expect(diagnosticDocs).toBe(`${repository}/blob/main/docs/diagnostics.md`);
});
