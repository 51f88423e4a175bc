import { AuthEvent } from '../auth-event';
import { AuthSession } from '../session/auth-session';
import { chain, MaybePromise } from '../maybe-promise';
import { alarm, Clock } from '../clock';

/** The time limits of an idle user. */
export interface IdleLimits {
  /** Idle time after which the user is signed out. */
  readonly idleMs: number;
  /** Time between the warning and the sign-out. */
  readonly warningMs: number;
}

/** Records when the user was last active, in any tab. */
export interface ActivitySource {
  /** Calls `listener` when the user does something on this page. The returned function unsubscribes. */
  onActivity(listener: () => void): () => void;
  /** Calls `listener` when the page or the device wakes up. The returned function unsubscribes. */
  onWake(listener: () => void): () => void;
  /** Returns the time of the last activity in any tab; 0 if none is stored. */
  lastSeen(): MaybePromise<number>;
  /** Stores the time of an activity for all tabs. */
  note(time: number): void;
}

/** The shortest time between two writes of the last activity. */
const NOTE_EVERY_MS = 1_000;

/** How often a tab reads the activity of other tabs while the warning applies. */
const CHECK_EVERY_MS = 1_000;

/** Returns whether a time can be that of the last activity. A future time was stored by a clock that was ahead: ignore it. */
const isPast = (time: number, now: number): boolean => time > 0 && time <= now;

/** Returns whether the idle time elapsed while no page was open. */
export function isIdle(lastSeen: number, now: number, { idleMs }: IdleLimits): boolean {
  return isPast(lastSeen, now) && now - lastSeen >= idleMs;
}

/** Signs the user out after the idle time without activity in any tab. The returned function stops the timeout. */
export function startIdleTimeout<U>(
  session: AuthSession<U>,
  signOut: () => void,
  clock: Clock,
  { onActivity, onWake, lastSeen, note }: ActivitySource,
  { idleMs, warningMs }: IdleLimits,
  announce: (event: AuthEvent) => void,
): () => void {
  let sessionId = session.state().tokens?.sessionId;
  // The last activity on this page. Storage alone is not enough: it may refuse a write, or contain a time in the future.
  let lastHere = 0;
  let warned = false;
  let cancel = (): void => undefined;

  function noteNow(): void {
    lastHere = clock.now();
    note(lastHere);
  }

  /** Passes the time of the last activity to `next`, if a user is signed in. */
  function withIdleSince(next: (since: number) => void): void {
    void chain(lastSeen(), (stored) => {
      if (!session.state().tokens) return;
      const now = clock.now();
      const since = Math.max(0, ...[lastHere, stored].filter((time) => isPast(time, now)));
      // No activity is known, so the idle time starts now.
      if (!since) noteNow();
      next(since || lastHere);
    });
  }

  function check(): void {
    cancel();
    withIdleSince(decide);
  }

  function decide(since: number): void {
    cancel();
    const remaining = since + idleMs - clock.now();
    if (remaining <= 0) return signOut();
    const warn = remaining <= warningMs;
    if (warn && !warned) announce({ type: 'idle-warning', seconds: Math.ceil(remaining / 1000) });
    if (warned && !warn) announce({ type: 'idle-warning-ended' });
    warned = warn;
    cancel = alarm(
      clock,
      warn ? Math.min(remaining, CHECK_EVERY_MS) : remaining - warningMs,
      check,
    );
  }

  function onActive(): void {
    const sinceNote = clock.now() - lastHere;
    if (!warned && sinceNote >= 0 && sinceNote < NOTE_EVERY_MS) return;
    withIdleSince((since) => {
      // After sleep, a click arrives before the timer. It must not extend a session whose idle time has elapsed.
      if (clock.now() - since < idleMs) noteNow();
      check();
    });
  }

  const stop = [
    onActivity(onActive),
    // After sleep, the page may send requests before its timers fire.
    onWake(check),
    session.subscribe(({ tokens }) => {
      if (tokens?.sessionId === sessionId) return;
      sessionId = tokens?.sessionId;
      // No `idle-warning-ended`: the application receives `signed-out` or `signed-in` instead.
      warned = false;
      cancel();
      // Signing in is activity, so the activity of an earlier session doesn't count.
      if (sessionId) {
        noteNow();
        check();
      }
    }),
    () => cancel(),
  ];
  check();
  return () => {
    sessionId = undefined;
    stop.forEach((unsubscribe) => unsubscribe());
  };
}
