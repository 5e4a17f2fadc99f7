/** How the editor's messages and the terminal write numbers. */

/** Of a sample: never below 1/10,000, which the profile cannot tell from zero. */
export function probabilityText(probability: number): string {
  return probability.toFixed(2);
}
