import { HttpResponse } from '@angular/common/http';
import { AuthGrant } from './core/auth-server';
import { EndpointInput } from './auth.endpoint';

/** What stands in a token header: the scheme, if there is one, and the token. */
export function headerValue(scheme: string, token: string): string {
  return scheme ? `${scheme} ${token}` : token;
}

/** What endpoints usually take: the credentials, or the refresh token, and the name of the device. */
export function defaultBody(
  method: string,
  { credentials, refreshToken, deviceId }: EndpointInput,
): object | undefined {
  if (method === 'GET') return undefined;
  return {
    ...(credentials ? membersOf(credentials) : refreshToken && { refreshToken }),
    ...(deviceId !== undefined && { deviceId }),
  };
}

/** The members of an object, or the fields of a form: `FormData` and `URLSearchParams` have no members. */
function membersOf(credentials: object): object {
  return Symbol.iterator in credentials
    ? Object.fromEntries(credentials as Iterable<[string, unknown]>)
    : credentials;
}

/** Reads the two usual shapes of an answer that grants tokens; RFC 6749 section 5.1 is one. */
export function parseGrant<U>({ body }: HttpResponse<unknown>): AuthGrant<U> {
  // Any text has these members too, all of them undefined.
  const answer = (body ?? {}) as Partial<Record<string, never>>;
  return {
    accessToken: answer['accessToken'] ?? answer['access_token'],
    refreshToken: answer['refreshToken'] ?? answer['refresh_token'],
    // Some servers write the number as text.
    expiresIn: Number(answer['expiresIn'] ?? answer['expires_in'] ?? NaN),
    user: answer['user'],
  };
}

/** Reads the user as the whole body; servers say "nobody" with nothing, `null` or `false`. */
export function parseUser<U>({ body }: HttpResponse<unknown>): U | null {
  return (body || null) as U | null;
}

/** The answer with its body as the JSON that it is, or as the text where it is none. */
export function parseBody(response: HttpResponse<string>): HttpResponse<unknown> {
  let body: unknown = response.body;
  try {
    body = JSON.parse(response.body || 'null');
  } catch {
    // Text it is. Whoever reads the answer finds no token in it.
  }
  return (response as HttpResponse<unknown>).clone({ body });
}
