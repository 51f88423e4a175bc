import { AuthError } from '../auth-error';
import { AuthSession } from '../session/auth-session';
import { SessionTokens, refreshDueAt } from '../tokens/session-tokens';
import { alarm, Clock } from '../clock';
import { isAnswerLost } from './refresh-cooldown';
import { TokenRefresher } from './token-refresher';

/** Whether a refresh makes sense right now. */
export interface PageState {
  /** Somebody looks at the page, and the device is online. */
  isActive(): boolean;
  /** Calls back when that may have changed, or when the device woke up; the returned function ends it. */
  onWake(listener: () => void): () => void;
}

/** Pause after a failure, at least. The refresher's own cooldown may ask for more. */
const RETRY_MS = 30_000;

/** Pause after the first of two lost answers: the server may take the spent token again for a few seconds. */
const RETRY_LOST_MS = 3_000;

/**
 * Renews tokens shortly before they end, while somebody looks; the returned function ends that.
 *
 * The timer is a hint: what is found when it fires, or when the page wakes up, decides.
 */
export function startRefreshSchedule<U>(
  session: AuthSession<U>,
  refresher: TokenRefresher,
  clock: Clock,
  { isActive, onWake }: PageState,
  marginSeconds: number,
): () => void {
  let planned: SessionTokens | null = null;
  let hurried = false;
  let cancel = (): void => undefined;

  function check(): void {
    cancel();
    const { tokens } = session.state();
    planned = tokens;
    const due = tokens ? refreshDueAt(tokens, marginSeconds) : Infinity;
    // A hidden or offline page plans nothing: waking up brings it back here.
    if (due === Infinity || !isActive()) return;
    const wait = due - clock.now();
    if (wait > 0) cancel = alarm(clock, wait, check);
    else if (refresher.isDue(tokens!))
      refresher.refresh().catch((error: AuthError) => retry(tokens!, error));
  }

  function retry(tokens: SessionTokens, error: AuthError): void {
    if (session.state().tokens !== tokens) return;
    cancel();
    // Every second attempt is in no hurry: nobody may be waiting, and the server may be gone for hours.
    hurried = !hurried && isAnswerLost(error);
    cancel = alarm(clock, hurried ? RETRY_LOST_MS : RETRY_MS, check);
  }

  const stop = [
    onWake(check),
    session.subscribe(({ tokens }) => {
      if (tokens !== planned) check();
    }),
    () => cancel(),
  ];
  check();
  return () => stop.forEach((end) => end());
}
