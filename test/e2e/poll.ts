const intervalMs = 50;
// A shared machine may be ten times slower than the one that these tests were written on.
export const patienceMs = 150_000;

/** Asks again until there is an answer, and says what it waited for when none comes. */
export async function poll<T>(what: string, ask: () => T | null | Promise<T | null>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
  throw new Error(`waited ${patienceMs / 1000} s for ${what}`);
}
