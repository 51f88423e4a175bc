import { AuthError } from '../core/auth-error';
import { AuthRuntime } from '../runtime/auth-runtime';

/** Loads the user after each sign-in, unless the server's response contained the record. */
export function loadUserOnSignIn({ userLoader, events, session }: AuthRuntime): () => void {
  return events.subscribe(({ type }) => {
    if (type !== 'signed-in') return;
    const id = session.state().tokens?.sessionId;
    userLoader.load().catch((error: AuthError) => {
      // If the session has ended meanwhile, another event has reported that.
      if (id === session.state().tokens?.sessionId) events.emit({ type: 'user-failed', error });
    });
  });
}
