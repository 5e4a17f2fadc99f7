/**
 * Where in a list of any length a scroll bar stands. Browsers draw nothing higher than some ten million
 * pixels, so the surface under a longer list is lower than the list, and scrolling over it goes faster.
 */

export interface Surface {
  readonly rows: number;
  readonly rowHeight: number;
  /** Pixels of it that are seen. */
  readonly viewport: number;
}

const highest = 8_000_000;

function listHeight({ rows, rowHeight }: Surface): number {
  return rows * rowHeight;
}

export function surfaceHeight(surface: Surface): number {
  return Math.min(listHeight(surface), highest);
}

/** The bar moves by single pixels, so rows would be passed over. */
export function isScaled(surface: Surface): boolean {
  return listHeight(surface) > highest;
}

export function highestOffset(surface: Surface): number {
  return Math.max(0, listHeight(surface) - surface.viewport);
}

export function clampOffset(offset: number, surface: Surface): number {
  return Math.min(Math.max(0, offset), highestOffset(surface));
}

/** Pixels of the list above the first that is seen. */
export function offsetOf(scrollTop: number, surface: Surface): number {
  return clampOffset(scrollTop * scaleOf(surface), surface);
}

export function scrollTopOf(offset: number, surface: Surface): number {
  return clampOffset(offset, surface) / scaleOf(surface);
}

function scaleOf(surface: Surface): number {
  const room = surfaceHeight(surface) - surface.viewport;
  return room <= 0 ? 1 : highestOffset(surface) / room;
}

/** The offset, as near as can be, at which a row is seen as a whole. */
export function offsetShowing(row: number, offset: number, surface: Surface): number {
  const { rowHeight, viewport } = surface;
  const top = row * rowHeight;
  if (top < offset) return clampOffset(top, surface);
  const hidden = top + rowHeight - viewport;
  return clampOffset(Math.max(offset, hidden), surface);
}
