/**
 * Names a session that begins now: as the next one after those that are known here.
 *
 * Clocks jump, so ids count. Two tabs may count the same at the same moment: chance decides then, in all tabs alike.
 */
export function nextSessionId(...known: readonly string[]): string {
  return `${Math.max(0, ...known.map(numberOf)) + 1}-${Math.random()}`;
}

/** Whether a session began before another one, as all tabs see it. */
export function beganBefore(id: string, other: string): boolean {
  const distance = numberOf(other) - numberOf(id);
  return distance > 0 || (distance === 0 && id < other);
}

function numberOf(id: string): number {
  return parseInt(id) || 0;
}
