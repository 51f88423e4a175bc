import { HttpParams, HttpRequest } from '@angular/common/http';
import { ProofKey } from './proof-key';

/** As many as can wait for the server at one time. */
const MAX = 5;

/** The keys of sessions that this page has left, for as long as the server may have to be told. */
export interface LeftSessions {
  /** Remembers the key that the tokens of a session are bound to. */
  add(tokens: LeftTokens, key: Promise<ProofKey | null>): void;
  /** The key of the session that a request names by its refresh token; nothing if it names none of them. */
  keyFor(request: HttpRequest<unknown>): Promise<ProofKey | null> | undefined;
}

/** The part of a session's tokens that a logout names it by. */
interface LeftTokens {
  readonly refreshToken: string | null;
}

/**
 * A login that replaces a session has the server end the earlier one, when the key in use is already the new one. A
 * server may take only the key that the tokens are bound to, so that a thief can't sign out the owner of stolen tokens.
 */
export function createLeftSessions(): LeftSessions {
  const keys = new Map<string, Promise<ProofKey | null>>();
  return {
    add({ refreshToken }, key) {
      if (!refreshToken) return;
      keys.set(refreshToken, key);
      if (keys.size > MAX) keys.delete(keys.keys().next().value!);
    },
    keyFor(request) {
      const named = [...keys.keys()].find((token) => isIn(request, token));
      return named === undefined ? undefined : keys.get(named);
    },
  };
}

/** Whether a request has a token in a header, as a field of its form, or somewhere in its JSON. */
function isIn({ body, headers }: HttpRequest<unknown>, token: string): boolean {
  const inHeaders = headers.keys().some((name) => headers.get(name)!.split(' ').includes(token));
  const inBody =
    body instanceof HttpParams
      ? body.keys().some((name) => body.get(name) === token)
      : JSON.stringify(body)?.includes(JSON.stringify(token));
  return inHeaders || !!inBody;
}
