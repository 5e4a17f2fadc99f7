/** The viewer's page: what it knows of the list, what changes that, and what it asks for. */

import {
  everyRow,
  type FromViewer,
  type RowFilter,
  type RowView,
  type SamplePlace,
  type ToViewer,
  type ViewerState,
} from '../../protocol/viewer.ts';
import { button, element, replaceContent, replaceIfChanged } from '../element.ts';
import { number } from '../words.ts';
import { createControls } from './controls.ts';
import { renderActions, renderFile, showNumbers } from './render-header.ts';
import { RowCache } from './row-cache.ts';
import { RowGrid, type GridPlace } from './row-grid.ts';
import { emptyWords, isFiltered, listWords, needsAudit } from './viewer-words.ts';

interface VsCodeApi {
  postMessage(message: FromViewer): void;
  /** Survives that the page is hidden, which ends it. */
  getState(): KeptState | undefined;
  setState(state: KeptState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

interface KeptState extends GridPlace {
  readonly uri: string;
  readonly filter: RowFilter;
}

const top: GridPlace = { active: 0, offset: 0 };

class Viewer {
  readonly #api: VsCodeApi;
  readonly #notice = element('div', { role: 'alert' });
  readonly #file = element('header', {});
  readonly #actions = element('div', { class: 'actions', role: 'toolbar', 'aria-label': 'Row' });
  readonly #count = element('p', { class: 'aside count' });
  readonly #empty = element('div', { class: 'empty' });
  readonly #announcer = element('p', { role: 'status', class: 'unseen' });
  readonly #cache: RowCache;
  readonly #grid: RowGrid;
  readonly #controls;
  #uri = '';
  #name = '';
  #filter = everyRow;
  #state: ViewerState | null = null;
  #field: string | null = null;
  #selected: SamplePlace | null = null;
  #failure: string | null = null;
  /** A row to go to as soon as it is there. */
  #wanted: number | null = null;
  #families = '';
  /** What was known when all that is shown was last asked for. */
  #shown = { verdicts: '', lists: 0 };

  constructor(api: VsCodeApi) {
    this.#api = api;
    this.#cache = new RowCache((id, from, count) => {
      this.#send({ kind: 'rows', id, filter: this.#filter, from, count });
    });
    this.#grid = new RowGrid({
      cache: this.#cache,
      onKey: (key, row) => {
        this.#keyPressed(key, row);
      },
      onMove: () => {
        this.#keep();
        this.#renderActions();
      },
      isSelected: ({ row, turn }) =>
        this.#selected?.uri === this.#uri &&
        this.#selected.row === row &&
        this.#selected.turn === turn,
    });
    this.#controls = createControls({
      onFilter: (filter) => {
        this.#list(filter);
      },
      onGoTo: (row) => {
        this.#goToRow(row);
      },
    });
    const bar = element('div', { class: 'bar' }, this.#count, this.#actions);
    const body = element('div', { class: 'body' }, this.#grid.element, this.#empty);
    const main = element('main', {}, this.#notice, this.#controls.element, bar, body);
    document.body.append(this.#file, main, this.#announcer);
    this.#renderActions();
  }

  readonly #send = (message: FromViewer): void => {
    this.#api.postMessage(message);
  };

  receive(message: ToViewer): void {
    switch (message.kind) {
      case 'open':
        this.#open(message.uri, message.name);
        break;
      case 'rows':
        this.#field = message.view.field;
        if (this.#cache.receive(message.id, message.view.rows)) this.#update(message.view.state);
        break;
      case 'state':
        this.#update(message.state);
        this.#expire(message.state);
        break;
      case 'located':
        this.#located(message.row, message.position);
        break;
      case 'go-to-row':
        this.#goToRow(message.row);
        this.#grid.element.focus();
        break;
      case 'selected':
        this.#selected = message.sample;
        this.#renderActions();
        this.#grid.draw();
        break;
      case 'failed':
        if (message.id === null || this.#cache.fail(message.id)) this.#fail(message.message);
    }
  }

  #open(uri: string, name: string): void {
    this.#uri = uri;
    this.#name = name;
    const kept = this.#api.getState();
    const isKept = kept?.uri === uri;
    this.#list(isKept ? kept.filter : everyRow, isKept ? kept : top);
    this.#controls.show(this.#filter);
    this.#renderFile();
  }

  /** Another list, from its beginning or from where it was left. */
  #list(filter: RowFilter, place = top): void {
    this.#filter = filter;
    this.#failure = null;
    this.#cache.clear();
    this.#shown.lists = -1;
    if (this.#state !== null) this.#state = { ...this.#state, list: { count: 0, isFinal: false } };
    this.#grid.setRows(0, { isFinal: false });
    this.#grid.start(this.#uri, place);
    this.#keep();
    this.#renderNotice();
  }

  #update(state: ViewerState): void {
    const before = this.#state;
    this.#state = state;
    const wasFinal = before?.list.isFinal === true;
    const { activeIndex } = this.#grid;
    const isBeyond = !state.rows.isFinal && activeIndex >= state.list.count;
    if (before === null && isBeyond && !isFiltered(this.#filter)) this.#wanted = activeIndex + 1;
    this.#grid.setRows(state.list.count, state.list);
    this.#renderFile();
    this.#renderNotice();
    this.#renderActions();
    replaceContent(this.#count, listWords(state, this.#filter));
    if (state.list.isFinal && !wasFinal) {
      this.#announcer.textContent = listWords(state, this.#filter);
    }
    if (this.#wanted !== null && (state.rows.isFinal || state.rows.count >= this.#wanted)) {
      this.#goToRow(this.#wanted);
    }
  }

  /** What is shown may be more by now: verdicts come, and lists grow. */
  #expire({ audit, list, problem }: ViewerState): void {
    const verdicts = JSON.stringify([audit, problem]);
    const isOfSamples = needsAudit(this.#filter);
    const lists = list.count;
    if (verdicts !== this.#shown.verdicts || (isOfSamples && lists !== this.#shown.lists)) {
      this.#cache.expire('all');
    } else if (lists !== this.#shown.lists) this.#cache.expire('unfilled');
    this.#shown = { verdicts, lists };
    this.#grid.draw();
  }

  #goToRow(row: number): void {
    const { rows } = this.#state ?? {};
    this.#wanted = null;
    if (rows !== undefined && (row <= rows.count || rows.isFinal)) {
      this.#send({ kind: 'locate', filter: this.#filter, row: Math.min(row, rows.count) });
      return;
    }
    this.#wanted = row;
    this.#announcer.textContent = `Row ${number(row)} is shown as soon as it is counted.`;
  }

  #located(row: number, position: number | null): void {
    if (position !== null) {
      this.#grid.setRows(Math.max(this.#state?.list.count ?? 0, position + 1), { isFinal: false });
      this.#grid.goTo(position);
      this.#announcer.textContent = `Row ${number(row)}`;
      return;
    }
    if (!isFiltered(this.#filter) && !needsAudit(this.#filter)) return;
    this.#announcer.textContent = `Row ${number(row)} is not in this list, so all rows are shown.`;
    this.#controls.show(everyRow);
    this.#list(everyRow);
    this.#wanted = row;
  }

  #keyPressed(key: string, { row, turn, role }: RowView): void {
    switch (key) {
      case 'Enter':
        this.#send({ kind: 'open-sample', row, turn });
        break;
      case 'e':
        this.#send({ kind: 'explain', row, turn });
        break;
      case 'd':
        this.#send({ kind: 'compare', row, turn });
        break;
      case 'p':
        if (role === 'chosen' || role === 'rejected') this.#send({ kind: 'compare-pair', row });
        break;
      case '/':
        // The key's own character would be typed into the field.
        setTimeout(() => this.#controls.focusSearch());
        break;
      case 'g':
        setTimeout(() => this.#controls.focusGoTo());
    }
  }

  #keep(): void {
    this.#api.setState({ uri: this.#uri, filter: this.#filter, ...this.#grid.place });
  }

  #fail(message: string): void {
    this.#failure = message;
    this.#renderNotice();
  }

  #renderFile(): void {
    const state = this.#state;
    const [name, field] = [this.#name, this.#field];
    const kind = [name, field, state === null, state?.audit?.state, state?.rows.isFinal];
    replaceIfChanged(this.#file, kind, () => renderFile({ name, field, state }, this.#send));
    if (state !== null) showNumbers(this.#file, state);
    const families = state?.audit?.families ?? [];
    // Choices stay as they are under the user's hand.
    if (families.join() !== this.#families) this.#controls.setFamilies(families);
    this.#families = families.join();
  }

  #renderNotice(): void {
    const problem = this.#state?.problem ?? this.#failure;
    const reload = (): void => {
      this.#failure = null;
      this.#state = null;
      this.#send({ kind: 'reload' });
    };
    replaceIfChanged(this.#notice, problem, () =>
      problem === null
        ? []
        : [element('p', { class: 'notice' }, `${problem} `, button('Read again', reload))],
    );
    const words = this.#state === null ? null : emptyWords(this.#state, this.#filter);
    this.#empty.hidden = words === null;
    replaceIfChanged(this.#empty, words, () => [words === null ? null : element('p', {}, words)]);
  }

  #renderActions(): void {
    const { activeRow: row } = this.#grid;
    const options = { row, uri: this.#uri, selected: this.#selected, send: this.#send };
    const kind = [this.#uri, this.#selected, row?.row, row?.turn, row?.role];
    replaceIfChanged(this.#actions, kind, () => renderActions(options));
  }
}

const vscode = acquireVsCodeApi();
const viewer = new Viewer(vscode);
window.addEventListener('message', (event: MessageEvent<ToViewer>) => {
  viewer.receive(event.data);
});
vscode.postMessage({ kind: 'ready' });
