/** Elements, built so that dataset text can only become text: no markup is ever parsed here. */

export type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  setAttributes(node, attributes);
  node.append(...children.filter((child) => child !== null));
  return node;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: Node[]
): SVGElementTagNameMap[K] {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

export function button(
  label: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const node = element('button', { type: 'button', ...attributes }, label);
  node.addEventListener('click', onClick);
  return node;
}

/** Text from a dataset: kept apart from the direction and the line breaks of what surrounds it. */
export function quote(text: string): HTMLElement {
  return element('span', { dir: 'auto' }, text);
}

/** Puts new content into a section. What had the focus gets it back, found by its `data-key`. */
export function replaceContent(container: Element, ...children: Child[]): void {
  const active = document.activeElement;
  const key =
    active !== null && container.contains(active) ? active.getAttribute('data-key') : null;
  container.replaceChildren(...children.filter((child) => child !== null));
  if (key === null) return;
  const successor = container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  successor?.focus();
  if (successor instanceof HTMLInputElement && successor.type === 'search') {
    successor.setSelectionRange(successor.value.length, successor.value.length);
  }
}

/** What each container shows, as its maker described it. */
const shown = new WeakMap<Element, string>();

/** Only what looks different: a button that is pressed must not be exchanged for its like. `kind`: all that
 *  the children depend on. */
export function replaceIfChanged(container: Element, kind: unknown, children: () => Child[]): void {
  const key = JSON.stringify(kind);
  if (shown.get(container) === key) return;
  shown.set(container, key);
  replaceContent(container, ...children());
}

function setAttributes(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (value !== false) node.setAttribute(name, String(value));
  }
}
