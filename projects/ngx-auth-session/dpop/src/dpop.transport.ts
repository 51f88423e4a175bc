import {
  HttpErrorResponse,
  HttpEvent,
  HttpHeaders,
  HttpRequest,
  HttpResponse,
} from '@angular/common/http';
import { catchError, defer, mergeMap, Observable, tap } from 'rxjs';
import { AuthError, decodeJwt, ɵAuthTransport as AuthTransport } from 'ngx-auth-session';
import { createProof } from './proof';
import { ProofKey } from './proof-key';

/** What the transport needs to send a request with a proof. */
export interface ProofSender {
  /** Returns the key that signs a request. */
  readonly keyFor: (request: HttpRequest<unknown>) => Promise<ProofKey>;
  /** Returns the URL that relative URLs are resolved against. */
  readonly baseUrl: () => string;
  /** The name of the header that contains the access token. */
  readonly tokenHeader: string;
  readonly crypto: Crypto;
}

/**
 * Creates the transport that sends each request with its own proof, and once more if the server requires a nonce.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-8
 */
export function createDpopTransport({
  keyFor,
  baseUrl,
  tokenHeader,
  crypto,
}: ProofSender): AuthTransport {
  // The last nonce of each server. RFC 9449 section 8.2: a client uses it until the server sends another.
  const nonces = new Map<string, string>();

  async function prove(
    request: HttpRequest<unknown>,
    url: URL,
    key: ProofKey,
  ): Promise<HttpRequest<unknown>> {
    // The token is the last word: the scheme before it is optional.
    const accessToken = /\S+$/.exec(request.headers.get(tokenHeader) ?? '')?.[0];
    const nonce = nonces.get(url.origin);
    const claims = { method: request.method, url, accessToken, nonce };
    const proof = await createProof(key, claims, Date.now(), crypto);
    return request.clone({
      setHeaders: {
        DPoP: proof,
        ...(accessToken && isBound(accessToken) && { [tokenHeader]: `DPoP ${accessToken}` }),
      },
    });
  }

  return (request, next) => {
    const url = new URL(request.url, baseUrl());

    function storeNonce({ headers }: { readonly headers: HttpHeaders }): void {
      const nonce = headers.get('DPoP-Nonce');
      if (nonce) nonces.set(url.origin, nonce);
    }

    /** Throws as `HttpClient` does: the caller of a request that can't be signed expects an `HttpErrorResponse`. */
    const failed = (error: unknown): never => {
      throw new HttpErrorResponse({ error, url: url.href });
    };

    /** Sends a request if its URL still is the one in the proof: a `<base>` may have been added during signing. */
    const sendThere = (ready: HttpRequest<unknown>): Observable<HttpEvent<unknown>> =>
      new URL(request.url, baseUrl()).href === url.href
        ? next(ready)
        : failed(new AuthError('configuration', `The <base> of the page changed: ${url.href}`));

    function attempt(key: ProofKey): Observable<HttpEvent<unknown>> {
      return defer(() => prove(request, url, key)).pipe(
        catchError(failed),
        mergeMap(sendThere),
        tap({
          next: (event) => event instanceof HttpResponse && storeNonce(event),
          error: (error) => error instanceof HttpErrorResponse && storeNonce(error),
        }),
      );
    }

    return defer(() => keyFor(request)).pipe(
      catchError(failed),
      mergeMap((key) => {
        const sentNonce = nonces.get(url.origin);
        return attempt(key).pipe(
          catchError((error: unknown) => {
            if (!requiresNonce(error, sentNonce)) throw error;
            return attempt(key);
          }),
        );
      }),
    );
  };
}

/**
 * Returns whether a token is bound to a key, so that it needs the scheme `DPoP`. A JWT without `cnf` is a bearer token
 * from before the server bound tokens; its user stays signed in. An opaque token counts as bound.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-6.1
 */
function isBound(accessToken: string): boolean {
  const claims = decodeJwt(accessToken);
  return !claims || 'cnf' in claims;
}

/**
 * Returns whether the server requires a nonce. An authorization server sends 400 with a body (RFC 9449 section 8), a
 * resource server 401 with a header (section 9). If CORS hides that header, a nonce other than the one sent is enough.
 */
function requiresNonce(error: unknown, sentNonce: string | undefined): boolean {
  if (!(error instanceof HttpErrorResponse)) return false;
  const nonce = error.headers.get('DPoP-Nonce');
  if (!nonce) return false;
  const challenge = error.headers.get('WWW-Authenticate');
  const body: unknown = error.error;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return (
    (error.status === 401 &&
      (challenge === null ? nonce !== sentNonce : /\bDPoP\b.*use_dpop_nonce/i.test(challenge))) ||
    (error.status === 400 && text.includes('"use_dpop_nonce"'))
  );
}
