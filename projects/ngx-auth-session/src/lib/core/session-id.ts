/**
 * Names a session that begins now, so that it comes after those that are known here.
 *
 * By the time, since a storage that was emptied knows of no session while other tabs do; and one after the others where a
 * clock was set back. Two tabs may come to the same number: chance decides then, in all tabs alike.
 *
 * @param now milliseconds since 1970
 */
export function nextSessionId(now: number, ...known: readonly string[]): string {
  return `${Math.max(now, ...known.map((id) => numberOf(id) + 1))}-${Math.random()}`;
}

/** Whether a session began before another one, as all tabs see it. */
export function beganBefore(id: string, other: string): boolean {
  const distance = numberOf(other) - numberOf(id);
  return distance > 0 || (distance === 0 && id < other);
}

/** What no session of this library has for a number counts as none. */
function numberOf(id: string): number {
  const number = parseInt(id);
  return Number.isSafeInteger(number) ? number : 0;
}
