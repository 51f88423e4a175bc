import { AuthError } from '../auth-error';
import { alarm, Clock } from '../clock';
import { AuthSession } from '../session/auth-session';
import { refreshDueAt, SessionTokens } from '../tokens/session-tokens';
import { isAnswerLost } from './refresh-cooldown';
import { TokenRefresher } from './token-refresher';

/** Whether the page is in use. */
export interface PageState {
  /** Whether the page is visible and the device is online. */
  isActive(): boolean;
  /** Calls back when that may have changed, or when the device wakes up. The returned function unsubscribes. */
  onWake(listener: () => void): () => void;
}

/** The shortest pause after a failure. The refresher's own cooldown may be longer. */
const RETRY_MS = 30_000;

/** The pause after a lost answer: the server may accept the rotated refresh token for a few seconds. */
const RETRY_LOST_MS = 3_000;

/**
 * Refreshes tokens shortly before they expire, while the page is in use. The returned function stops it.
 *
 * Timers are unreliable: what the clock says when one fires, or when the page wakes up, decides.
 */
export function startRefreshSchedule<U>(
  session: AuthSession<U>,
  refresher: TokenRefresher,
  clock: Clock,
  { isActive, onWake }: PageState,
  marginSeconds: number,
): () => void {
  let scheduledFor: SessionTokens | null = null;
  let retriedSoon = false;
  let cancelTimer = (): void => undefined;

  function check(): void {
    cancelTimer();
    const { tokens } = session.state();
    scheduledFor = tokens;
    const dueAt = tokens ? refreshDueAt(tokens, marginSeconds) : Infinity;
    // A hidden or offline page needs no timer: when it wakes up, `check` runs again.
    if (dueAt === Infinity || !isActive()) return;
    const waitMs = dueAt - clock.now();
    if (waitMs > 0) cancelTimer = alarm(clock, waitMs, check);
    else if (refresher.isDue(tokens!))
      refresher.refresh().catch((error: AuthError) => retry(tokens!, error));
  }

  function retry(tokens: SessionTokens, error: AuthError): void {
    if (session.state().tokens !== tokens) return;
    cancelTimer();
    // Retry soon only every other time: the server may be down for hours, and no request may be waiting.
    retriedSoon = !retriedSoon && isAnswerLost(error);
    cancelTimer = alarm(clock, retriedSoon ? RETRY_LOST_MS : RETRY_MS, check);
  }

  const stops = [
    onWake(check),
    session.subscribe(({ tokens }) => {
      if (tokens !== scheduledFor) check();
    }),
    () => cancelTimer(),
  ];
  check();
  return () => stops.forEach((stop) => stop());
}
