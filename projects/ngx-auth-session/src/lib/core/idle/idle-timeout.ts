import { AuthEvent } from '../auth-event';
import { AuthSession } from '../session/auth-session';
import { MaybePromise, chain } from '../maybe-promise';
import { alarm, Clock } from '../clock';

/** When an idle user is signed out. */
export interface IdleLimits {
  /** Idle time after which the user is signed out. */
  readonly idleMs: number;
  /** How long before that the application is warned. */
  readonly warningMs: number;
}

/** What the user did last, in any tab. */
export interface ActivitySource {
  /** Calls back when the user does something on this page; the returned function ends that. */
  onActivity(listener: () => void): () => void;
  /** Calls back when the page or the device wakes up; the returned function ends that. */
  onWake(listener: () => void): () => void;
  /** The time of the last activity noted in any tab; 0 if none is known. */
  lastSeen(): MaybePromise<number>;
  /** Notes activity for all tabs. */
  note(time: number): void;
}

/** Activity is noted at most this often. */
const NOTE_EVERY_MS = 1_000;

/** While a warning is shown, other tabs' activity is looked for this often. */
const LOOK_EVERY_MS = 1_000;

/** Whether a time can be that of the last activity. A later one comes from a clock that was ahead, and counts as none. */
const isPast = (time: number, now: number): boolean => time > 0 && time <= now;

/** Tells whether idle time ran out while no page was open. */
export function isIdle(lastSeen: number, now: number, { idleMs }: IdleLimits): boolean {
  return isPast(lastSeen, now) && now - lastSeen >= idleMs;
}

/** Signs out a user who did nothing in any tab for long; the returned function ends that. */
export function startIdleTimeout<U>(
  session: AuthSession<U>,
  signOut: () => void,
  clock: Clock,
  { onActivity, onWake, lastSeen, note }: ActivitySource,
  { idleMs, warningMs }: IdleLimits,
  announce: (event: AuthEvent) => void,
): () => void {
  let known = session.state().tokens?.sessionId;
  // The last activity on this page: storage may refuse the note, or keep one from a clock that was ahead.
  let own = 0;
  let warned = false;
  let cancel = (): void => undefined;

  function noteNow(): void {
    own = clock.now();
    note(own);
  }

  /** Goes on with the time since which the user is idle, if there is a user. */
  function withIdleSince(next: (since: number) => void): void {
    void chain(lastSeen(), (stored) => {
      if (!session.state().tokens) return;
      const now = clock.now();
      const since = Math.max(0, ...[own, stored].filter((time) => isPast(time, now)));
      // Nothing is known, so idle time begins now.
      if (!since) noteNow();
      next(since || own);
    });
  }

  function check(): void {
    cancel();
    withIdleSince(decide);
  }

  function decide(since: number): void {
    cancel();
    const left = since + idleMs - clock.now();
    if (left <= 0) return signOut();
    const warn = left <= warningMs;
    if (warn && !warned) announce({ type: 'idle-warning', seconds: Math.ceil(left / 1000) });
    if (warned && !warn) announce({ type: 'idle-warning-ended' });
    warned = warn;
    cancel = alarm(clock, warn ? Math.min(left, LOOK_EVERY_MS) : left - warningMs, check);
  }

  function active(): void {
    const sinceNote = clock.now() - own;
    if (!warned && sinceNote >= 0 && sinceNote < NOTE_EVERY_MS) return;
    withIdleSince((since) => {
      // The click that wakes a sleeping computer comes before the timer: it is too late all the same.
      if (clock.now() - since < idleMs) noteNow();
      check();
    });
  }

  const stop = [
    onActivity(active),
    // Timers of a page that slept may come after its first requests.
    onWake(check),
    session.subscribe(({ tokens }) => {
      if (tokens?.sessionId === known) return;
      known = tokens?.sessionId;
      // The event of the sign-out, or of the other user's sign-in, ends the warning.
      warned = false;
      cancel();
      // Signing in is activity, whatever was noted for a session before.
      if (known) {
        noteNow();
        check();
      }
    }),
    () => cancel(),
  ];
  check();
  return () => {
    known = undefined;
    stop.forEach((end) => end());
  };
}
