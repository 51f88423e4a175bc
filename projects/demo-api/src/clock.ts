/**
 * Returns the time in milliseconds since 1970. Injected, so that a test can advance it by thirty days or set it back.
 */
export type Clock = () => number;

/**
 * How far the clocks of two processes may differ. A stored time that is further in the future was written before a
 * clock was set back, or by a wrong clock. Its age is unknown, so the server grants nothing that depends on it.
 */
export const CLOCK_SKEW_MS = 1000;
