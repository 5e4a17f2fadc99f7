/**
 * Evidence that may be looked at after every prompt (Waudby-Smith and Ramdas 2024, "Estimating means of
 * bounded random variables by betting"; Ville 1939). A gambler bets that the next difference is positive,
 * with a part of the capital that only past differences decide. If the mean is not above 0, capital is not
 * expected to grow, whatever the distribution, so that it ever reaches 1/α with probability α at most.
 */

export interface Wager {
  /** Logarithm (base 2) of the capital after each prompt, in the order of the prompts; it began with 1. */
  readonly log2Capital: readonly number[];
  /** The first prompt after which capital was 1/α or more; null: never. */
  readonly stoppedAfter: number | null;
}

/** `differences` in [-1, 1]. */
export function wagerOn(differences: ArrayLike<number>, alpha: number): Wager {
  const goal = -Math.log2(alpha);
  const log2Capital: number[] = [];
  let capital = 0;
  // As if one difference of 0 and variance ¼ had been seen: the first bets are cautious.
  let [sum, squares] = [0, 0.25];
  let stoppedAfter: number | null = null;
  for (let i = 0; i < differences.length; i++) {
    const mean = sum / (i + 1);
    const variance = squares / (i + 1);
    // Half of the capital at most: one bad prompt must not lose it. Nothing on a negative mean.
    const stake = Math.min(0.5, Math.max(0, mean / (variance + mean * mean)));
    const difference = differences[i]!;
    capital += Math.log2(1 + stake * difference);
    sum += difference;
    squares += (difference - sum / (i + 2)) ** 2;
    log2Capital.push(capital);
    if (stoppedAfter === null && capital >= goal) stoppedAfter = i + 1;
  }
  return { log2Capital, stoppedAfter };
}
