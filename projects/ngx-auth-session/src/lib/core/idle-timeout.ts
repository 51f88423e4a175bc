import { AuthEvent } from './auth-event';
import { AuthSession } from './auth-session';
import { alarm, Clock } from './clock';

/** When an idle user is signed out. */
export interface IdleLimits {
  /** Idle time after which the user is signed out. */
  readonly idleMs: number;
  /** How long before that the application is warned. */
  readonly warningMs: number;
}

/** What somebody did last, in any tab. */
export interface Activity {
  /** Calls back whenever somebody does something on this page; the returned function ends that. */
  onActivity(listener: () => void): () => void;
  /** The time of the last noted activity in any tab; 0 where none is known. */
  lastSeen(): number;
  /** Notes activity for all tabs. */
  note(time: number): void;
}

/** Activity is noted at most this often. */
const NOTE_EVERY_MS = 1_000;

/** Signs out a user who did nothing in any tab for long; the returned function ends that. */
export function startIdleTimeout<U>(
  session: AuthSession<U>,
  signOut: () => void,
  clock: Clock,
  { onActivity, lastSeen, note }: Activity,
  { idleMs, warningMs }: IdleLimits,
  announce: (event: AuthEvent) => void,
): () => void {
  let known = session.state().tokens?.sessionId;
  let warned = false;
  let cancel = (): void => undefined;

  function check(): void {
    cancel();
    if (!session.state().tokens) return;
    const now = clock.now();
    const seen = lastSeen();
    // Nothing noted yet, or noted by a clock that was ahead: idle time begins now.
    const since = seen > 0 && seen <= now ? seen : now;
    if (since !== seen) note(since);
    const left = since + idleMs - now;
    if (left <= 0) {
      signOut();
      return;
    }
    const warn = left <= warningMs;
    if (warn && !warned) announce({ type: 'idle-warning', seconds: Math.ceil(left / 1000) });
    warned = warn;
    cancel = alarm(clock, warn ? left : left - warningMs, check);
  }

  function active(): void {
    const now = clock.now();
    const idle = now - lastSeen();
    if (idle >= 0 && idle < NOTE_EVERY_MS && !warned) return;
    // The click that wakes a sleeping computer comes before the timer: it is too late all the same.
    if (idle < idleMs) note(now);
    check();
  }

  const stop = [
    onActivity(active),
    session.subscribe(({ tokens }) => {
      if (tokens?.sessionId === known) return;
      known = tokens?.sessionId;
      // Signing in is activity, whatever was noted for a session before.
      if (known) note(clock.now());
      check();
    }),
    () => cancel(),
  ];
  check();
  return () => stop.forEach((end) => end());
}
