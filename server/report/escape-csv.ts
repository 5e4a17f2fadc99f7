/** Texts → cells that a spreadsheet takes for texts, whatever they begin with. */

/** What makes a formula of a cell, in the usual and in the full width; leading blanks do not prevent it. */
const startsFormula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

export function csvText(text: string): string {
  const harmless = startsFormula.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
