import { HttpParams, HttpRequest } from '@angular/common/http';
import { ProofKey } from './proof-key';

/** More logout calls than are in flight at one time. */
const MAX = 5;

/** The keys of sessions that have ended in this page. Their logout calls may still have to be signed. */
export interface EndedSessions {
  /** Adds the key that the tokens of a session are bound to. */
  add(tokens: EndedTokens, key: Promise<ProofKey | null>): void;
  /** Returns the key of the session whose refresh token the request contains, or `undefined` for any other request. */
  keyFor(request: HttpRequest<unknown>): Promise<ProofKey | null> | undefined;
}

/** The token by which a logout identifies its session. */
interface EndedTokens {
  readonly refreshToken: string | null;
}

/**
 * Remembers the keys of ended sessions.
 *
 * A login that replaces a session revokes the previous one when the new key is already in use. A server may accept only
 * the key that the tokens are bound to, so that a thief can't sign out the owner of stolen tokens.
 */
export function createEndedSessions(): EndedSessions {
  const keys = new Map<string, Promise<ProofKey | null>>();
  return {
    add({ refreshToken }, key) {
      if (!refreshToken) return;
      keys.set(refreshToken, key);
      if (keys.size > MAX) keys.delete(keys.keys().next().value!);
    },
    keyFor(request) {
      const found = [...keys.keys()].find((token) => isIn(request, token));
      return found === undefined ? undefined : keys.get(found);
    },
  };
}

/** Returns whether a request contains a token: in a header, in a form field or anywhere in a JSON body. */
function isIn({ body, headers }: HttpRequest<unknown>, token: string): boolean {
  const inHeaders = headers.keys().some((name) => headers.get(name)!.split(' ').includes(token));
  const inBody =
    body instanceof HttpParams
      ? body.keys().some((name) => body.get(name) === token)
      : JSON.stringify(body)?.includes(JSON.stringify(token));
  return inHeaders || !!inBody;
}
