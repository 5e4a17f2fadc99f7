/** The samples worth a look, strongest first: where they are, what they are, and the way there. */

import type { FromPanel } from '../protocol/panel.ts';
import type { SampleView } from '../protocol/views.ts';
import { bitsOf, skipWords, strengthOf } from '../protocol/words.ts';
import { button, element, quote } from './element.ts';
import { placeWords, sampleKey } from './view-model.ts';
import { familyWord, flagWords, probability, verdictWords, visible } from './words.ts';

export interface SampleListOptions {
  readonly uri: string;
  /** Key of the sample that is explained, and its evidence, which is shown within the list. */
  readonly explained: { readonly key: string; readonly evidence: HTMLElement } | null;
  /** How many are shown; a page of thousands of rows would be slow and nobody's reading. */
  readonly shown: number;
  readonly showMore: () => void;
  readonly send: (message: FromPanel) => void;
}

export function renderSamples(
  samples: readonly SampleView[],
  options: SampleListOptions,
): HTMLElement {
  if (samples.length === 0) return element('p', { class: 'aside' }, 'No sample is like this.');
  const items = samples.slice(0, options.shown).map((sample) => renderSample(sample, options));
  const list = element('ul', { class: 'samples', 'aria-label': 'Samples, strongest first' });
  list.append(...items);
  list.addEventListener('keydown', moveFocus);
  if (items.length === samples.length) return list;
  const rest = samples.length - items.length;
  const more = button(`Show more (${rest} left)`, options.showMore, { 'data-key': 'more' });
  return element('div', {}, list, more);
}

function renderSample(sample: SampleView, options: SampleListOptions): HTMLElement {
  const { uri, send, explained } = options;
  const { row, turn } = sample;
  const key = sampleKey(sample);
  const place = placeWords(sample);
  const isExplained = explained?.key === key;
  const open = button(place, () => send({ kind: 'open-row', uri, row }), {
    class: 'link place',
    'data-key': `open ${key}`,
  });
  const explain = button('Explain', () => send({ kind: 'explain', uri, row, turn }), {
    'aria-label': `Explain ${place}`,
    'data-key': `explain ${key}`,
  });
  return element(
    'li',
    { class: 'sample', 'aria-current': isExplained },
    element(
      'div',
      { class: 'line' },
      open,
      renderVerdict(sample),
      // What could not be read has nothing to explain: its problem is shown already.
      sample.skipped === null || sample.flags.length > 0 ? explain : null,
    ),
    element('p', { class: 'preview' }, quote(visible(sample.problem ?? sample.preview))),
    sample.flags.length > 0 ? renderFlags(sample) : null,
    isExplained ? explained.evidence : null,
  );
}

function renderVerdict(sample: SampleView): HTMLElement {
  const { verdict, skipped, family, probability: p, q } = sample;
  if (skipped !== null) return element('span', { class: 'verdict' }, skipWords[skipped]);
  if (family === null || p === null) {
    return element('span', { class: 'verdict' }, verdictWords[verdict]);
  }
  const isMatch = verdict === 'match';
  const name = familyWord(family);
  return element(
    'span',
    { class: 'verdict' },
    element('strong', { class: verdict }, isMatch ? name : 'unknown'),
    isMatch ? ` ${probability(p)}` : `, closest ${name} ${probability(p)}`,
    isMatch && q !== null ? ` · q ${probability(q)}` : null,
    isMatch ? ` · ${strengthOf(bitsOf(p))}` : null,
  );
}

function renderFlags({ flags }: SampleView): HTMLElement {
  return element(
    'p',
    { class: 'flags' },
    ...flags.map((flag) => element('span', { class: 'flag' }, flagWords[flag])),
  );
}

/** Up and down go from row to row, as in every list of VS Code; Tab goes through the buttons. */
function moveFocus(event: KeyboardEvent): void {
  const { key, currentTarget, target } = event;
  if (!(currentTarget instanceof Element) || !(target instanceof Element)) return;
  const places = [...currentTarget.querySelectorAll<HTMLElement>('.place')];
  const at = places.findIndex((place) => place.closest('li') === target.closest('li.sample'));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: places.length - 1 }[key];
  if (next === undefined) return;
  event.preventDefault();
  places[Math.min(Math.max(next, 0), places.length - 1)]?.focus();
}
