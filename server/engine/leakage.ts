/** What a text gives away by itself: names it calls itself, refusals, template residue. */


export interface Leak {
  flag: string;
  start: number;
  end: number;
  /** The family that the text says it is, if it says so. */
  claims: string | null;
}
