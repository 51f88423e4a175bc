import { AuthError } from './core/auth-error';
import { SessionState } from './core/auth-session';
import { onWake } from './auth.browser';
import { AuthRuntime } from './auth.runtime';

/** Takes over what other tabs store. What a frozen or restored page has missed, it finds when it wakes up. */
export function followOtherTabs({ session, storage, refresher }: AuthRuntime): () => void {
  const sync = (): void => void session.sync();
  const ends = [
    onWake()(({ type }) => {
      if (type === 'online') refresher.endCooldown();
      sync();
    }),
    storage.watch?.(sync),
  ];
  return () => ends.forEach((end) => end?.());
}

/** Loads the user whenever somebody is signed in whom nobody has named. */
export function loadUserOfEachSession({ session, currentUser, events }: AuthRuntime): () => void {
  let known: number | undefined;
  const load = ({ tokens, user }: SessionState<unknown>): void => {
    if (tokens?.sessionId === known) return;
    known = tokens?.sessionId;
    if (!known || user !== null) return;
    currentUser.load().catch((error: AuthError) => events.emit({ type: 'user-failed', error }));
  };
  load(session.state());
  return session.subscribe(load);
}
