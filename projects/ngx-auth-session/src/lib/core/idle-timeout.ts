import { AuthEvents } from './auth-event';
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

/** Signs out a user who did nothing in any tab for long. */
export class IdleTimeout<U> {
  #warned = false;
  #cancel: () => void = () => undefined;
  readonly #stop: readonly (() => void)[];

  constructor(
    private readonly session: AuthSession<U>,
    private readonly signOut: () => void,
    private readonly events: AuthEvents,
    private readonly clock: Clock,
    private readonly activity: Activity,
    private readonly limits: IdleLimits,
  ) {
    let id = session.state.id;
    this.#stop = [
      activity.onActivity(() => this.#active()),
      session.subscribe((state) => {
        if (state.id === id) return;
        id = state.id;
        // Signing in is activity, whatever was noted for a session before.
        if (id !== null) activity.note(clock.now());
        this.#check();
      }),
    ];
    this.#check();
  }

  /** Lets go of the timer and of every listener. */
  destroy(): void {
    this.#cancel();
    this.#stop.forEach((stop) => stop());
  }

  #active(): void {
    const now = this.clock.now();
    const idle = now - this.activity.lastSeen();
    if (idle >= 0 && idle < NOTE_EVERY_MS && !this.#warned) return;
    // The click that wakes a sleeping computer comes before the timer: it is too late all the same.
    if (idle < this.limits.idleMs) this.activity.note(now);
    this.#check();
  }

  #check(): void {
    this.#cancel();
    this.#cancel = () => undefined;
    if (this.session.state.id === null) return;
    const { idleMs, warningMs } = this.limits;
    const now = this.clock.now();
    // Nothing noted yet, or noted by a clock that was ahead: idle time begins now.
    const seen = this.activity.lastSeen();
    const known = seen > 0 && seen <= now;
    if (!known) this.activity.note(now);
    const left = (known ? seen : now) + idleMs - now;
    if (left <= 0) {
      this.signOut();
      return;
    }
    const warn = left <= warningMs;
    if (warn && !this.#warned) {
      this.events.emit({ type: 'idle-warning', seconds: Math.ceil(left / 1000) });
    }
    this.#warned = warn;
    this.#again(warn ? left : left - warningMs);
  }

  #again(ms: number): void {
    this.#cancel = alarm(this.clock, ms, () => this.#check());
  }
}
