/** The list itself: draws the lines that are seen, and moves through them by keyboard, wheel and bar. */

import type { RowView } from '../../protocol/viewer.ts';
import { element } from '../element.ts';
import type { RowCache } from './row-cache.ts';
import { columns, menuContext, renderHeadings, renderRow, rowId } from './render-row.ts';
import {
  clampOffset,
  isScaled,
  offsetOf,
  offsetShowing,
  scrollTopOf,
  type Surface,
  surfaceHeight,
} from './scroll-scale.ts';

export interface GridOptions {
  readonly cache: RowCache;
  /** What a click with the mouse, Enter or a letter asks for. */
  readonly onKey: (key: string, row: RowView) => void;
  readonly onMove: () => void;
  readonly isSelected: (row: RowView) => boolean;
}

/** What the page keeps when it is hidden. */
export interface GridPlace {
  readonly active: number;
  readonly offset: number;
}

export class RowGrid {
  readonly element = element('div', {
    role: 'grid',
    class: 'grid',
    tabindex: 0,
    'aria-label': 'Rows',
    'aria-colcount': Object.keys(columns).length,
  });
  readonly #options: GridOptions;
  readonly #surface = element('div', { class: 'surface', role: 'presentation' });
  readonly #head = renderHeadings();
  readonly #window = element('div', { class: 'window', role: 'rowgroup' });
  #uri = '';
  #rows = 0;
  #active = 0;
  #offset = 0;
  /** As it was set here: another one was set by the user's hand. */
  #scrollTop = 0;
  #isDrawing = false;

  constructor(options: GridOptions) {
    this.#options = options;
    this.#surface.append(this.#head, this.#window);
    this.element.append(this.#surface);
    this.element.addEventListener('scroll', () => {
      this.#scrolled();
    });
    this.element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.element.addEventListener('keydown', (event) => {
      this.#keyPressed(event);
    });
    this.element.addEventListener('mousedown', (event) => {
      this.#pointed(event);
    });
    // The line under the pointer was drawn anew by the first click, so the active one is meant.
    this.#window.addEventListener('dblclick', () => {
      if (this.activeRow !== null) options.onKey('Enter', this.activeRow);
    });
    new ResizeObserver(() => {
      this.#layOut();
    }).observe(this.element);
  }

  get place(): GridPlace {
    return { active: this.#active, offset: this.#offset };
  }

  get activeRow(): RowView | null {
    return this.#options.cache.get(this.#active);
  }

  get activeIndex(): number {
    return this.#active;
  }

  /** Another file or another list. */
  start(uri: string, { active, offset }: GridPlace): void {
    this.#uri = uri;
    this.#active = active;
    this.#offset = offset;
    this.draw();
  }

  setRows(rows: number, { isFinal }: { isFinal: boolean }): void {
    this.#rows = rows;
    // Rows of which not all are known are told as "unknown"; the first line names the columns.
    this.element.setAttribute('aria-rowcount', String(isFinal ? rows + 1 : -1));
    this.#layOut();
  }

  /** Makes a line the active one, in the middle if it was far away. */
  goTo(index: number): void {
    const surface = this.#measure();
    this.#active = Math.max(0, Math.min(index, this.#rows - 1));
    const top = this.#active * surface.rowHeight;
    const isNear = Math.abs(top - this.#offset) < surface.viewport * 2;
    const middle = top - Math.floor(surface.viewport / 2);
    this.#scrollTo(isNear ? offsetShowing(this.#active, this.#offset, surface) : middle);
    this.#options.onMove();
  }

  /** Soon, and once however often it is asked for until then. */
  draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      this.#drawNow();
    });
  }

  #measure(): Surface {
    const rowHeight = this.#head.offsetHeight || 1;
    const viewport = Math.max(0, this.element.clientHeight - rowHeight);
    return { rows: this.#rows, rowHeight, viewport };
  }

  #layOut(): void {
    const surface = this.#measure();
    this.#surface.style.height = `${surfaceHeight(surface) + surface.rowHeight}px`;
    this.#window.style.height = `${surface.viewport}px`;
    this.#window.style.top = `${surface.rowHeight}px`;
    this.#scrollTo(this.#offset);
  }

  #scrollTo(offset: number): void {
    const surface = this.#measure();
    // Before the rows are counted, what is asked for may lie beyond them.
    this.#offset = this.#rows === 0 ? offset : clampOffset(offset, surface);
    this.element.scrollTop = scrollTopOf(this.#offset, surface);
    this.#scrollTop = this.element.scrollTop;
    this.draw();
  }

  #scrolled(): void {
    const { scrollTop } = this.element;
    if (Math.abs(scrollTop - this.#scrollTop) < 1) return;
    this.#scrollTop = scrollTop;
    this.#offset = offsetOf(scrollTop, this.#measure());
    this.#options.onMove();
    this.draw();
  }

  /** Over a surface that is lower than the list, the browser would pass over rows. */
  #wheel(event: WheelEvent): void {
    const surface = this.#measure();
    if (!isScaled(surface) || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const pixels = [1, surface.rowHeight, surface.viewport][event.deltaMode] ?? 1;
    this.#scrollTo(this.#offset + event.deltaY * pixels);
    this.#options.onMove();
  }

  #keyPressed(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    const { rowHeight, viewport } = this.#measure();
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: this.#rows - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.goTo(next);
      return;
    }
    const row = this.activeRow;
    if (row === null || event.ctrlKey) return;
    this.#options.onKey(event.key, row);
  }

  #pointed(event: MouseEvent): void {
    const line = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (line === null) return;
    this.goTo(Number(line.getAttribute('data-index')));
  }

  #drawNow(): void {
    const { cache, isSelected } = this.#options;
    const { rowHeight, viewport } = this.#measure();
    const first = Math.floor(this.#offset / rowHeight);
    const last = Math.min(this.#rows - 1, Math.floor((this.#offset + viewport) / rowHeight));
    // The first rows are asked for before anybody knows how many there are.
    cache.want(first, Math.max(first, last));
    const lines: HTMLElement[] = [];
    for (let index = first; index <= last; index++) {
      const row = cache.get(index);
      if (row !== null && row.line !== null && row.line !== row.row) {
        // Where lines are rows, nobody needs to be told twice.
        this.element.classList.add('with-lines');
      }
      const isActive = index === this.#active;
      const isChosen = row !== null && isSelected(row);
      const line = renderRow(row, { index, uri: this.#uri, isActive, isSelected: isChosen });
      line.style.transform = `translateY(${index * rowHeight - this.#offset}px)`;
      lines.push(line);
    }
    this.#window.replaceChildren(...lines);
    this.#setActive(this.#active >= first && this.#active <= last);
  }

  #setActive(isSeen: boolean): void {
    if (isSeen) this.element.setAttribute('aria-activedescendant', rowId(this.#active));
    else this.element.removeAttribute('aria-activedescendant');
    const row = this.activeRow;
    if (row === null) this.element.removeAttribute('data-vscode-context');
    else this.element.setAttribute('data-vscode-context', menuContext(row, { uri: this.#uri }));
  }
}
