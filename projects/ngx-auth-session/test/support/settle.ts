// The real `setTimeout`, before a spec installs a fake clock.
const later = setTimeout;

/** Waits for several rounds of tasks, until all pending work has run that depends on no timer or response. */
export async function settle(rounds = 4): Promise<void> {
  for (let round = 0; round < rounds; round++) await wait(0);
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => later(resolve, ms));
}

/** Waits until a condition holds. Fails after ten seconds, which is before the time limit of Jasmine. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Timed out waiting for ${what}`);
    await wait(5);
  }
}
