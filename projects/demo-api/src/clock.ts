/** The time in milliseconds since 1970. Injected, so that a test can let thirty days pass in no time. */
export type Clock = () => number;
