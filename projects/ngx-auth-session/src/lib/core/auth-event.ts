import { AuthError } from './auth-error';
import { createEmitter, Emitter } from './emitter';

/** Why the user was signed out. */
export type SignOutReason = 'logout' | 'other-tab' | 'idle';

/** Something that happened to the session. Events arrive in the order in which they happened and contain no token. */
export type AuthEvent =
  /** A user signed in with `login()`, with `setTokens()` or in another tab, or the session was restored from storage. */
  | { readonly type: 'signed-in'; readonly by: 'login' | 'tokens' | 'restore' | 'other-tab' }
  /** The user signed out in this tab or another one, or was idle for too long. */
  | { readonly type: 'signed-out'; readonly by: SignOutReason }
  /** The session ended because it can no longer be refreshed. `error` says why. */
  | { readonly type: 'session-expired'; readonly error: AuthError }
  /** This tab has a new access token: from the server, or from another tab that refreshed. */
  | { readonly type: 'refreshed'; readonly by: 'server' | 'other-tab' }
  /** A refresh failed, but a later one may succeed. The session continues. */
  | { readonly type: 'refresh-failed'; readonly error: AuthError }
  /** The user record could not be loaded. The session continues. */
  | { readonly type: 'user-failed'; readonly error: AuthError }
  /** A guard kept the user away from `url`, because the user has none of these roles. The session continues. */
  | { readonly type: 'forbidden'; readonly roles: readonly string[]; readonly url: string }
  /** The storage refused a read or a write. The session continues in memory. */
  | { readonly type: 'storage-failed'; readonly error: AuthError }
  /** The user is idle. The library signs the user out in `seconds` unless there is activity. */
  | { readonly type: 'idle-warning'; readonly seconds: number }
  /** The user became active in time, in this tab or another one. The warning no longer applies. */
  | { readonly type: 'idle-warning-ended' };

/** More microtasks than the longest chain of promises between the core and a waiting caller takes to settle. */
const MICROTASKS = 6;

/** Creates the emitter of events. It emits each event last: after storage, signals and waiting callers have the change. */
export function createAuthEvents(): Emitter<AuthEvent> {
  const { subscribe, emit } = createEmitter<AuthEvent>();
  const emitLast = async (event: AuthEvent): Promise<void> => {
    for (let count = 0; count < MICROTASKS; count++) await Promise.resolve();
    emit(event);
  };
  return { subscribe, emit: (event) => void emitLast(event) };
}
