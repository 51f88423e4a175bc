import { AuthError } from './auth-error';
import { createEmitter, Emitter } from './emitter';

/** Why a session ended on purpose. */
export type SignOutReason = 'logout' | 'other-tab' | 'idle';

/** What happened to the session, in the order it happened. No event carries a token. */
export type AuthEvent =
  /** Somebody is signed in: by `login()`, by `setTokens()`, found in storage, or in another tab. */
  | { readonly type: 'signed-in'; readonly by: 'login' | 'tokens' | 'restore' | 'other-tab' }
  /** The user signed out, here or in another tab, or was idle for too long. */
  | { readonly type: 'signed-out'; readonly by: SignOutReason }
  /** The session ended because it can no longer be renewed. `error` says why. */
  | { readonly type: 'session-expired'; readonly error: AuthError }
  /** The access token was renewed: by a call of this tab, or taken over from another. */
  | { readonly type: 'refreshed'; readonly by: 'server' | 'other-tab' }
  /** A refresh failed for the moment. The session goes on. */
  | { readonly type: 'refresh-failed'; readonly error: AuthError }
  /** The user record could not be loaded. The session goes on. */
  | { readonly type: 'user-failed'; readonly error: AuthError }
  /** A guard turned a user away from `url` who has none of these roles. The session goes on. */
  | { readonly type: 'forbidden'; readonly roles: readonly string[]; readonly url: string }
  /** Storage refused a read or a write. The session goes on in memory. */
  | { readonly type: 'storage-failed'; readonly error: AuthError }
  /** The user did nothing for long. Sign-out follows in `seconds`. */
  | { readonly type: 'idle-warning'; readonly seconds: number }
  /** The user came back in time, in this tab or another: the warning is over and the session goes on. */
  | { readonly type: 'idle-warning-ended' };

/** More promises than lie between the core and anyone who waits for it; each takes one turn to settle. */
const TURNS = 6;

/** Tells of events last: once storage, signals and whoever waited have heard. */
export function createAuthEvents(): Emitter<AuthEvent> {
  const { subscribe, emit } = createEmitter<AuthEvent>();
  const emitLast = async (event: AuthEvent): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
    emit(event);
  };
  return { subscribe, emit: (event) => void emitLast(event) };
}
