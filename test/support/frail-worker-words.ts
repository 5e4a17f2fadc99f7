/** Words of which `frail-worker.ts` dies, or fails. */
export const killingWord = 'belladonna';
export const failingWord = 'banana-skin';
