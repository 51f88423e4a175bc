import { HttpRequest } from '@angular/common/http';
import { DestroyRef, DOCUMENT, inject } from '@angular/core';
import {
  AuthFeature,
  ɵAuthRuntime as AuthRuntime,
  ɵAuthTransport as AuthTransport,
  ɵfeature as feature,
} from 'ngx-auth-session';
import { createDpopTransport } from './dpop.transport';
import { openKeyDatabase } from './key-database';
import { createLeftSessions, LeftSessions } from './left-sessions';
import { createProofKey } from './proof-key';
import { createSessionKey, SessionKey } from './session-key';

/**
 * Binds the tokens to a key that cannot leave this browser, so that stolen ones are of no use elsewhere (DPoP).
 *
 * Each request that carries a token, and each login, refresh and logout, goes out with a fresh proof; where a
 * server asks for a nonce, once more with that. The key is made for a login and removed at sign-out. The server
 * must verify the proofs, bind what it issues to their key, and expose the header `DPoP-Nonce` to pages of other
 * origins.
 *
 * A JWT without the claim `cnf`, of a login from before the server bound tokens, goes on as a bearer token until the
 * next login.
 *
 * A request fails with `configuration` where the page is neither on https nor on localhost.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449
 */
export function withDpop(): AuthFeature {
  return feature('transport', 'withDpop', { transport: startDpop });
}

function startDpop(auth: AuthRuntime): AuthTransport {
  // On a server nobody is signed in, and nothing can be signed.
  if (!auth.inBrowser) return (request, next) => next(request);
  const document = inject(DOCUMENT);
  const { indexedDB, crypto } = document.defaultView!;
  const key = createSessionKey(
    createKeyName(auth, crypto),
    openKeyDatabase(indexedDB, auth.clock),
    () => createProofKey(crypto),
    // Before storage has answered, somebody may be.
    () => auth.session.state().status !== 'anonymous',
  );
  const left = createLeftSessions();
  inject(DestroyRef).onDestroy(followSession(auth, key, left));
  return createDpopTransport({
    keyFor: async (request) => {
      if (isLogin(auth, request)) return key.forLogin();
      if (!isLogout(auth, request)) return key.get();
      return (await left.keyFor(request)) ?? key.last();
    },
    baseUrl: () => document.baseURI,
    tokenHeader: auth.config.tokenHeader.name,
    crypto,
  });
}

/**
 * Where one address serves login and refresh, whoever is signed in is taken to renew: a refresh by another key would
 * end the session.
 */
function isLogin({ config, session }: AuthRuntime, request: HttpRequest<unknown>): boolean {
  const { login, refresh } = config.endpoints;
  const renews = !!session.state().tokens && goesTo(refresh, request);
  return goesTo(login, request) && !renews;
}

/**
 * A logout, or the refresh that it needs, may be sent when the key is no longer stored: an interceptor of the application
 * may hold it.
 */
function isLogout({ config, session }: AuthRuntime, request: HttpRequest<unknown>): boolean {
  const { logout, refresh } = config.endpoints;
  const signedOut = session.state().status === 'anonymous';
  return goesTo(logout, request) || (signedOut && goesTo(refresh, request));
}

function goesTo(
  endpoint: AuthRuntime['config']['endpoints']['logout'],
  { url, method }: HttpRequest<unknown>,
): boolean {
  return endpoint?.url === url && endpoint.method === method;
}

/** Tabs that share a session share its key. Any other storage remembers a name of its own, as long as it keeps anything. */
function createKeyName({ storage, config }: AuthRuntime, crypto: Crypto): () => Promise<string> {
  const { session } = config.storageKeys;
  let made: string | undefined;
  return async () => {
    if (storage.shared) return session;
    const place = `${session}.key`;
    const known = await storage.getItem(place);
    if (known) return known;
    made ??= `${session}.${crypto.randomUUID()}`;
    await storage.setItem(place, made);
    return made;
  };
}

/**
 * Stores the key with the session and removes it with that. Other tabs of a session that ends hear of it, and leave
 * the key to this one.
 */
function followSession(
  { session, events }: AuthRuntime,
  key: SessionKey,
  left: LeftSessions,
): () => void {
  let known = session.state().tokens;
  // Events tell where a session began, one for each and a little later. That of a restored one is still to come.
  const begun: ((here: boolean) => void)[] = known ? [() => undefined] : [];
  const ends = [
    session.subscribe(({ tokens }) => {
      const isOther = tokens?.sessionId !== known?.sessionId;
      // Before the next session's key takes its place: the server is about to be told of the end.
      if (known && isOther) left.add(known, key.present());
      if (tokens && isOther) key.begin(new Promise((resolve) => begun.push(resolve)));
      known = tokens;
    }),
    events.subscribe((event) => {
      if (event.type === 'signed-in') {
        begun.shift()?.(event.by === 'login' || event.by === 'tokens');
      } else if (event.type === 'signed-out' && event.by === 'other-tab') key.recheck();
      else if (event.type === 'signed-out' || event.type === 'session-expired') void key.remove();
    }),
  ];
  return () => ends.forEach((end) => end());
}
