/** What may be said of each vendor, and what that does not mean: the answer of the audit. */

import type { StudentVendorView, StudentView } from '../../protocol/student.ts';
import { candidateWords, verdictLimits, versionWords } from '../../protocol/student-words.ts';
import { element, quote } from '../element.ts';
import { visible } from '../words.ts';

export function renderVendors({ vendors }: StudentView): HTMLElement {
  return element(
    'section',
    { 'aria-labelledby': 'vendors' },
    element('h2', { id: 'vendors' }, 'What may be said'),
    element('ul', { class: 'vendors' }, ...vendors.map(renderVendor)),
  );
}

function renderVendor(vendor: StudentVendorView): HTMLElement {
  const { verdict } = vendor;
  const name = verdict === 'consistent' ? versionWords(vendor, visible) : visible(vendor.vendor);
  return element(
    'li',
    { class: verdict },
    element('p', {}, element('strong', {}, quote(name)), `: ${candidateWords(vendor)}.`),
    element('p', { class: 'aside' }, verdictLimits[verdict]),
  );
}
