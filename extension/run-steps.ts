/** Questions one after the other, with a way back. */

/** What became of a question: answered, or the user wants the one before, or none at all. */
export type Move = 'next' | 'back' | 'cancel';

/** `skip`: there is nothing to ask. */
export type Step = (place: Place) => Promise<Move | 'skip'>;

export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly hasBack: boolean;
}

/** False: canceled. */
export async function runSteps(title: string, steps: readonly Step[]): Promise<boolean> {
  const asked: number[] = [];
  let isBack = false;
  for (let at = 0; at < steps.length;) {
    const place = { title, step: at + 1, totalSteps: steps.length, hasBack: asked.length > 0 };
    const move = await steps[at]!(place);
    if (move === 'cancel') return false;
    if (move === 'next') asked.push(at);
    // Who goes back to a step that has nothing to ask any more wants the one before.
    isBack = move === 'back' || (move === 'skip' && isBack && asked.length > 0);
    at = isBack ? (asked.pop() ?? 0) : at + 1;
  }
  return true;
}
