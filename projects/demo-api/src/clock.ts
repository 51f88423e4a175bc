/** The time in milliseconds since 1970. Injected, so that a test can let thirty days pass in no time, or set it back. */
export type Clock = () => number;

/**
 * How far the clocks of two processes may differ. A stored time that is later than now by more than this comes from a
 * clock that was set back since, or from one that is wrong: nothing can be said about how old it is, so nothing that
 * depends on its age is granted.
 */
export const CLOCK_SKEW_MS = 1000;
