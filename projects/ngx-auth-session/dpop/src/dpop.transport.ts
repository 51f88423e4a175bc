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

/** What sending a request with a proof needs. */
export interface ProofSender {
  /** The key that signs a request. */
  readonly keyFor: (request: HttpRequest<unknown>) => Promise<ProofKey>;
  /** What a relative address is resolved against. */
  readonly baseUrl: () => string;
  /** The header that carries the access token. */
  readonly tokenHeader: string;
  readonly crypto: Crypto;
}

/**
 * Sends each request with a proof of its own and, where the server asks for a nonce, once more with that.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-8
 */
export function createDpopTransport({
  keyFor,
  baseUrl,
  tokenHeader,
  crypto,
}: ProofSender): AuthTransport {
  // The last nonce of each server: RFC 9449 section 8.2 has a client use it until there is another.
  const nonces = new Map<string, string>();

  async function prove(
    request: HttpRequest<unknown>,
    url: URL,
    by: ProofKey,
  ): Promise<HttpRequest<unknown>> {
    // What a server wants before the token need not be there.
    const accessToken = /\S+$/.exec(request.headers.get(tokenHeader) ?? '')?.[0];
    const nonce = nonces.get(url.origin);
    const claims = { method: request.method, url, accessToken, nonce };
    const proof = await createProof(by, claims, Date.now(), crypto);
    return request.clone({
      setHeaders: {
        DPoP: proof,
        ...(accessToken && isBound(accessToken) && { [tokenHeader]: `DPoP ${accessToken}` }),
      },
    });
  }

  return (request, next) => {
    const url = new URL(request.url, baseUrl());

    function learn({ headers }: { readonly headers: HttpHeaders }): void {
      const nonce = headers.get('DPoP-Nonce');
      if (nonce) nonces.set(url.origin, nonce);
    }

    /** A page that can sign nothing: to whoever made the request, that is a request that failed. */
    const failed = (error: unknown): never => {
      throw new HttpErrorResponse({ error, url: url.href });
    };

    /** Sends a request to where its proof is for: markup may have brought a `<base>` while it was being signed. */
    const sendThere = (ready: HttpRequest<unknown>): Observable<HttpEvent<unknown>> =>
      new URL(request.url, baseUrl()).href === url.href
        ? next(ready)
        : failed(new AuthError('configuration', `The <base> of the page changed: ${url.href}`));

    function attempt(by: ProofKey): Observable<HttpEvent<unknown>> {
      return defer(() => prove(request, url, by)).pipe(
        catchError(failed),
        mergeMap(sendThere),
        tap({
          next: (event) => event instanceof HttpResponse && learn(event),
          error: (error) => error instanceof HttpErrorResponse && learn(error),
        }),
      );
    }

    return defer(() => keyFor(request)).pipe(
      catchError(failed),
      mergeMap((by) => {
        const known = nonces.get(url.origin);
        return attempt(by).pipe(
          catchError((error: unknown) => {
            if (!asksForNonce(error, known)) throw error;
            return attempt(by);
          }),
        );
      }),
    );
  };
}

/**
 * Whether a server has bound a token to a key. Whoever signed in before it did stays signed in with what it gave out then,
 * a bearer token. An opaque token does not tell.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-6.1
 */
function isBound(accessToken: string): boolean {
  const claims = decodeJwt(accessToken);
  return !claims || 'cnf' in claims;
}

/**
 * An authorization server says it with 400 and a body, a resource with 401 and a header: sections 8 and 9. Where a
 * server of another origin does not let pages read that header, a nonce that is new says as much.
 */
function asksForNonce(error: unknown, known: string | undefined): boolean {
  if (!(error instanceof HttpErrorResponse)) return false;
  const nonce = error.headers.get('DPoP-Nonce');
  if (!nonce) return false;
  const challenge = error.headers.get('WWW-Authenticate');
  const body: unknown = error.error;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return (
    (error.status === 401 &&
      (challenge === null ? nonce !== known : /\bDPoP\b.*use_dpop_nonce/i.test(challenge))) ||
    (error.status === 400 && text.includes('"use_dpop_nonce"'))
  );
}
