import { HttpParams, HttpResponse } from '@angular/common/http';
import { AuthResponse } from '../core/auth-server';
import { AuthUser } from '../core/auth-user';
import { EndpointInput } from '../config/auth-endpoints';

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
function membersOf(credentials: object & { toJSON?(): object }): object {
  return Symbol.iterator in credentials
    ? Object.fromEntries(credentials as Iterable<[string, unknown]>)
    : (credentials.toJSON?.() ?? credentials);
}

/** Writes a body as a form, without the members that have no value: `HttpParams` would write the word "undefined". */
export function formOf(body: object): HttpParams {
  const fields = Object.entries(body).filter(([, value]) => (value ?? null) !== null);
  return new HttpParams({ fromObject: Object.fromEntries(fields) });
}

/** Reads the two usual shapes of an answer that grants tokens; RFC 6749 section 5.1 is one. */
export function parseGrant({ body }: HttpResponse<unknown>): AuthResponse {
  // Any text has these members too, all of them undefined.
  const answer = (body ?? {}) as Partial<Record<string, never>>;
  return {
    accessToken: answer['accessToken'] ?? answer['access_token'],
    refreshToken: answer['refreshToken'] ?? answer['refresh_token'],
    expiresIn: answer['expiresIn'] ?? answer['expires_in'],
    user: answer['user'],
  };
}

/** Reads the user as the whole body; servers say "nobody" with nothing, `null` or `false`. */
export function parseUser({ body }: HttpResponse<unknown>): AuthUser | null {
  return (body || null) as AuthUser | null;
}

/** The answer with its body as the JSON that it is, or as the text if it is none. */
export function parseBody(response: HttpResponse<unknown>): HttpResponse<unknown> {
  return response.clone({ body: parseJson(response.body) });
}

/** A text as the JSON that it is; anything else as it is. Takes away the prefix that `HttpClient` takes from JSON. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text.replace(/^\)\]\}',?\n/, '') || 'null');
  } catch {
    return text;
  }
}

/**
 * Tells whether an answer comes out of a cache. A browser keeps the answers to GET, and shows them with the date of
 * the first time.
 */
export function isCached({ headers }: HttpResponse<unknown>, method: string): boolean {
  const isOld = Date.now() - Date.parse(headers.get('Date')!) > 60_000;
  return Number(headers.get('Age')) > 0 || (isOld && method === 'GET');
}
