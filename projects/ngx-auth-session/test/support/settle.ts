// Taken before any spec replaces the clock.
const later = setTimeout;

/** Waits until everything has run that waits for nothing but its turn. */
export async function settle(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await wait(0);
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => later(resolve, ms));
}

/** Waits until a condition holds, and fails where it does not within ten seconds, before Jasmine loses patience. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await wait(5);
  }
}
