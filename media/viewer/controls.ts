/** What narrows and orders the list, and the way to a row. Built once: nobody loses a word while typing it. */

import { flags } from '../../protocol/views.ts';
import { everyRow, type RowFilter, type RowOrder } from '../../protocol/viewer.ts';
import { button, element } from '../element.ts';
import { familyWord, flagWords, verdictWords } from '../words.ts';

export interface ControlsOptions {
  readonly onFilter: (filter: RowFilter) => void;
  readonly onGoTo: (row: number) => void;
}

export interface Controls {
  readonly element: HTMLElement;
  show(filter: RowFilter): void;
  /** Families that an audit may have found, in the profile's order. */
  setFamilies(families: readonly string[]): void;
  focusSearch(): void;
  focusGoTo(): void;
}

type Option = readonly [value: string, label: string];

/** Somebody who still types is not done. */
const typingMs = 250;

const orderWords: Record<RowOrder, string> = {
  file: 'In file order',
  verdict: 'Surest first',
  family: 'By family',
  flags: 'Most flags first',
};

export function createControls({ onFilter, onGoTo }: ControlsOptions): Controls {
  const verdict = select('Filter by verdict', [
    ['', 'Any verdict'],
    ...Object.entries(verdictWords),
    ['skipped', 'not analyzed'],
  ]);
  const family = select('Filter by family', [['', 'Any family']]);
  const flag = select('Filter by flag', [
    ['', 'Any flag'],
    ...flags.map((name): Option => [name, flagWords[name]]),
  ]);
  const order = select('Sort', Object.entries(orderWords));
  const text = element('input', {
    type: 'search',
    placeholder: 'Find text…',
    'aria-label': 'Filter by text',
  });
  const fields = { verdict, family, flag, text, order };
  const read = (): RowFilter => ({
    verdict: verdict.value as RowFilter['verdict'],
    family: family.value,
    flag: flag.value as RowFilter['flag'],
    text: text.value,
    order: order.value as RowOrder,
  });
  const clear = button('Clear', () => {
    show(everyRow);
    onFilter(everyRow);
  });
  const change = (): void => {
    clear.disabled = JSON.stringify(read()) === JSON.stringify(everyRow);
    onFilter(read());
  };
  for (const field of [verdict, family, flag, order]) field.addEventListener('change', change);
  let typing: ReturnType<typeof setTimeout> | undefined;
  text.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(change, typingMs);
  });

  function show(filter: RowFilter): void {
    // A family of another profile is not among the choices until there are some.
    if (filter.family !== '' && !optionsOf(family).includes(filter.family)) {
      family.append(option([filter.family, familyWord(filter.family)]));
    }
    for (const [name, field] of Object.entries(fields)) {
      field.value = filter[name as keyof RowFilter];
    }
    clear.disabled = JSON.stringify(filter) === JSON.stringify(everyRow);
  }

  const goTo = createGoTo(onGoTo);
  return {
    element: element(
      'div',
      { class: 'controls' },
      element(
        'div',
        { class: 'filters', role: 'group', 'aria-label': 'Filter rows' },
        text,
        verdict,
        family,
        flag,
        order,
        clear,
      ),
      goTo.form,
    ),
    show,
    setFamilies(families) {
      const { value } = family;
      const choices: Option[] = [['', 'Any family'], ...families.map(familyOption)];
      if (value !== '' && !families.includes(value)) choices.push(familyOption(value));
      family.replaceChildren(...choices.map(option));
      family.value = value;
    },
    focusSearch: () => text.focus(),
    focusGoTo: () => goTo.input.focus(),
  };
}

function createGoTo(onGoTo: (row: number) => void): {
  form: HTMLElement;
  input: HTMLInputElement;
} {
  const input = element('input', {
    type: 'number',
    min: 1,
    step: 1,
    placeholder: 'Row…',
    'aria-label': 'Go to row',
  });
  const go = (): void => {
    if (Number.isSafeInteger(input.valueAsNumber) && input.valueAsNumber >= 1) {
      onGoTo(input.valueAsNumber);
    }
  };
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') go();
  });
  return { form: element('div', { class: 'go-to' }, input, button('Go', go)), input };
}

function familyOption(family: string): Option {
  return [family, familyWord(family)];
}

function optionsOf({ options }: HTMLSelectElement): string[] {
  return [...options].map(({ value }) => value);
}

function select(label: string, options: readonly Option[]): HTMLSelectElement {
  return element('select', { 'aria-label': label }, ...options.map(option));
}

function option([value, label]: Option): HTMLOptionElement {
  return element('option', { value }, label);
}
