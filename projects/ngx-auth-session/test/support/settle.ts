// Taken before any spec replaces the clock.
const later = setTimeout;

/** Waits until everything has run that waits for nothing but its turn. */
export async function settle(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await wait(0);
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => later(resolve, ms));
}

/** Waits until a condition holds, and fails where it does not within a second. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 1_000) throw new Error(`Waited in vain for ${what}`);
    await wait(5);
  }
}
