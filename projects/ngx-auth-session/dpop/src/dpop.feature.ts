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
import { createEndedSessions, EndedSessions } from './ended-sessions';
import { createProofKey } from './proof-key';
import { createSessionKey, SessionKey } from './session-key';

/**
 * Binds the tokens to a key that can't leave this browser, so stolen tokens can't be used elsewhere (DPoP, RFC 9449).
 *
 * Each request with an access token, and each login, refresh and logout, is sent with a new proof. If a server requires
 * a nonce, the request is sent again with that nonce. The key is created for a login and removed at sign-out. Your server
 * must verify the proofs, bind the tokens to their key, and expose the header `DPoP-Nonce` to pages of other origins.
 *
 * A JWT without the claim `cnf` is still sent as a bearer token. Such tokens are from a login before your server bound
 * tokens, and the next login replaces them.
 *
 * Requests fail with `configuration` if the page is neither on https nor on localhost, and with `timeout` if IndexedDB
 * doesn't respond within 10 seconds.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449
 */
export function withDpop(): AuthFeature {
  return feature('transport', 'withDpop', { transport: startDpop });
}

function startDpop(auth: AuthRuntime): AuthTransport {
  // Server rendering has no session, and no key to sign with.
  if (!auth.inBrowser) return (request, next) => next(request);
  const document = inject(DOCUMENT);
  const { indexedDB, crypto } = document.defaultView!;
  const key = createSessionKey(
    createKeyName(auth, crypto),
    openKeyDatabase(indexedDB, auth.clock),
    () => createProofKey(crypto),
    // While the status is unknown, storage may still return a session.
    () => auth.session.state().status !== 'anonymous',
  );
  const ended = createEndedSessions();
  inject(DestroyRef).onDestroy(followSession(auth, key, ended));
  return createDpopTransport({
    keyFor: async (request) => {
      if (isLogin(auth, request)) return key.forLogin();
      if (!isLogout(auth, request)) return key.get();
      return (await ended.keyFor(request)) ?? key.forLogout();
    },
    baseUrl: () => document.baseURI,
    tokenHeader: auth.config.tokenHeader.name,
    crypto,
  });
}

/**
 * Returns whether a request is a login. If login and refresh share an endpoint, a request in a session counts as a
 * refresh: a refresh with another key would end the session.
 */
function isLogin({ config, session }: AuthRuntime, request: HttpRequest<unknown>): boolean {
  const { login, refresh } = config.endpoints;
  const isRefresh = !!session.state().tokens && goesTo(refresh, request);
  return goesTo(login, request) && !isRefresh;
}

/**
 * Returns whether a request is a logout, or the refresh that a logout needs. Both may be sent after the key was removed
 * from storage, for example if an interceptor of the application delays them.
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

/**
 * Creates the function that returns the name of the stored key. Tabs that share a session share its key. In any other
 * storage, the name is random and stored beside the session.
 */
function createKeyName({ storage, config }: AuthRuntime, crypto: Crypto): () => Promise<string> {
  const { session } = config.storageKeys;
  let newName: string | undefined;
  return async () => {
    if (storage.shared) return session;
    const storageKey = `${session}.key`;
    const storedName = await storage.getItem(storageKey);
    if (storedName) return storedName;
    newName ??= `${session}.${crypto.randomUUID()}`;
    await storage.setItem(storageKey, newName);
    return newName;
  };
}

/**
 * Stores the key when a session begins and removes it when the session ends. The tab that ends the session removes the
 * key; the other tabs only read it again.
 */
function followSession(
  { session, events }: AuthRuntime,
  key: SessionKey,
  ended: EndedSessions,
): () => void {
  let known = session.state().tokens;
  // Each session has one `signed-in` event, which follows a little later and says whether it began in this tab. The
  // event of a restored session is still to come.
  const waiting: ((beganHere: boolean) => void)[] = known ? [() => undefined] : [];
  const stops = [
    session.subscribe(({ tokens }) => {
      const isOther = tokens?.sessionId !== known?.sessionId;
      // Before the next session replaces the key: the logout call that follows needs it.
      if (known && isOther) ended.add(known, key.getIfPresent());
      if (tokens && isOther) key.begin(new Promise((resolve) => waiting.push(resolve)));
      known = tokens;
    }),
    events.subscribe((event) => {
      if (event.type === 'signed-in') {
        waiting.shift()?.(event.by === 'login' || event.by === 'tokens');
      } else if (event.type === 'signed-out' && event.by === 'other-tab') key.recheck();
      else if (event.type === 'signed-out' || event.type === 'session-expired') void key.remove();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
