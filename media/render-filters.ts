/** What narrows the list of samples: verdict, family, flag, text. */

import type { AuditView } from '../protocol/views.ts';
import { element } from './element.ts';
import { familiesOf, flagCounts, type SampleFilter } from './view-model.ts';
import { familyWord, flagWords, verdictWords } from './words.ts';

type Option = readonly [value: string, label: string];

export function renderFilters(
  audit: AuditView,
  filter: SampleFilter,
  change: (part: Partial<SampleFilter>) => void,
): HTMLElement {
  const verdicts: Option[] = [...Object.entries(verdictWords), ['skipped', 'not analyzed']];
  const families = familiesOf(audit).map((family): Option => [family, familyWord(family)]);
  const flags = flagCounts(audit).map(({ flag }): Option => [flag, flagWords[flag]]);
  const set = (part: keyof SampleFilter) => (value: string) => {
    change({ [part]: value });
  };
  return element(
    'div',
    { class: 'filters', role: 'group', 'aria-label': 'Filter samples' },
    renderSelect('Any verdict', verdicts, filter.verdict, set('verdict')),
    renderSelect('Any family', families, filter.family, set('family')),
    renderSelect('Any flag', flags, filter.flag, set('flag')),
    renderSearch(filter.text, set('text')),
  );
}

function renderSelect(
  any: string,
  options: readonly Option[],
  value: string,
  change: (value: string) => void,
): HTMLSelectElement {
  const choices = [['', any] as const, ...options];
  const select = element(
    'select',
    { 'aria-label': any.replace('Any ', 'Filter by '), 'data-key': any },
    ...choices.map(([key, label]) =>
      element('option', { value: key, selected: key === value }, label),
    ),
  );
  select.addEventListener('change', () => {
    change(select.value);
  });
  return select;
}

function renderSearch(value: string, change: (value: string) => void): HTMLInputElement {
  const input = element('input', {
    type: 'search',
    value,
    placeholder: 'Text…',
    'aria-label': 'Filter by text',
    'data-key': 'text',
  });
  input.addEventListener('input', () => {
    change(input.value);
  });
  return input;
}
