/** What the viewer says of files, lists and rows: numbers → words. Knows nothing of pages. */

import {
  everyRow,
  type AuditStateView,
  type MarkView,
  type RowFilter,
  type RowView,
  type ViewerState,
} from '../../protocol/viewer.ts';
import { bitsOf, count, skipWords, strengthOf } from '../../protocol/words.ts';
import { familyWord, number, percent, probability } from '../words.ts';

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A kilobyte is a thousand bytes, as disks have it. */
export function bytesWord(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  const digits = { maximumFractionDigits: power > 0 && size < 100 ? 1 : 0 };
  return `${size.toLocaleString('en', digits)} ${units[power]}`;
}

/** How large the file is, and how many rows it has as far as they were counted. */
export function fileWords({ rows, byteLength, bytesCounted }: ViewerState): string {
  const size = bytesWord(byteLength);
  if (rows.isFinal) return `${size} · ${count(rows.count, 'row')}`;
  const share = percent(byteLength === 0 ? 1 : bytesCounted / byteLength);
  return `${size} · ${count(rows.count, 'row')} so far, ${share} counted`;
}

export function auditWords(audit: AuditStateView | null, byteLength: number): string {
  if (audit === null) return 'Not audited yet: no verdicts.';
  const { state, samples, samplesLeft, bytesDone } = audit;
  const left =
    samplesLeft === 0
      ? ''
      : ` ${count(samplesLeft, 'more sample')} had no room in this list; the audit counts them.`;
  switch (state) {
    case 'partial': {
      const share = percent(byteLength === 0 ? 1 : bytesDone / byteLength);
      return `Auditing: ${count(samples, 'sample')} so far, ${share} of the file.${left}`;
    }
    case 'cancelled':
      return `Audit stopped early: only the first ${count(samples, 'sample')} have verdicts.${left}`;
    case 'complete':
      return `Audited: ${count(samples, 'sample')}.${left}`;
  }
}

export function isFiltered({ verdict, family, flag, text }: RowFilter): boolean {
  return [verdict, family, flag, text.trim()].some((value) => value !== '');
}

/** Whether only an audit can tell which rows these are. */
export function needsAudit(filter: RowFilter): boolean {
  return isFiltered({ ...filter, text: '' }) || filter.order !== everyRow.order;
}

/** How many lines the list has, of what, and whether that is all. */
export function listWords(state: ViewerState, filter: RowFilter): string {
  const { list, search, audit } = state;
  const one = needsAudit(filter) ? 'sample' : 'row';
  if (!isFiltered(filter)) return count(list.count, one);
  const found = `${count(list.count, one)} found`;
  const parts = list.isFinal ? [found] : [`${found} so far`];
  if (search !== null && !search.isFinal) {
    parts.push(`${number(search.rowsSearched)} rows searched`);
  }
  if (search !== null && search.rowsLeft > 0) {
    parts.push(`${count(search.rowsLeft, 'row')} too large to search`);
  }
  if (audit?.state === 'cancelled' && needsAudit(filter)) parts.push('of the part audited');
  return parts.join(' · ');
}

/** What is shown where there is no line; null while there may be some. */
export function emptyWords(state: ViewerState, filter: RowFilter): string | null {
  const { list, rows, audit } = state;
  if (list.count > 0) return null;
  if (needsAudit(filter) && audit === null) {
    return 'Which samples these are is known after an audit of the file.';
  }
  if (!list.isFinal) return isFiltered(filter) ? 'Nothing found yet.' : 'Reading the file.';
  return rows.count === 0 ? 'This file has no rows.' : 'No row is like this.';
}

/** Null: nobody knows yet. */
export function verdictText(mark: MarkView | null): string | null {
  if (mark === null) return null;
  const { verdict, family, skipped } = mark;
  if (skipped !== null) return skipWords[skipped];
  if (family === null) return verdict;
  return verdict === 'match' ? familyWord(family) : `unknown (${familyWord(family)})`;
}

export function probabilityText(mark: MarkView | null): string {
  return mark?.probability == null ? '' : probability(mark.probability);
}

/** Of a match, in words, so that nobody has to see colors to know how strong the evidence is. */
export function strengthText(mark: MarkView | null): string {
  return mark?.verdict === 'match' ? strengthOf(bitsOf(mark.probability ?? 0)) : '';
}

/** Who is said to have written it, and which of the row's texts it is. */
export function roleText({ role, turn, samples }: RowView): string {
  const isPair = role === 'chosen' || role === 'rejected';
  const place = turn === null || isPair ? (role ?? '') : `${role ?? 'turn'} ${turn}`;
  return samples > 1 ? `${place} +${samples - 1}` : place;
}

export function placeText({ row, turn }: { row: number; turn: number | null }): string {
  return turn === null ? `row ${number(row)}` : `row ${number(row)}, turn ${turn}`;
}
