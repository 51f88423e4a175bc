import { HttpParams, HttpResponse } from '@angular/common/http';
import { AuthResponse } from '../core/auth-server';
import { AuthUser } from '../core/auth-user';
import { EndpointInput } from '../config/auth-endpoints';

/** Builds the default request body: the credentials or the refresh token, and the device name. A `GET` has none. */
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

/** Returns the members of an object, or the fields of `FormData` and `URLSearchParams`, which have no members. */
function membersOf(credentials: object & { toJSON?(): object }): object {
  return Symbol.iterator in credentials
    ? Object.fromEntries(credentials as Iterable<[string, unknown]>)
    : (credentials.toJSON?.() ?? credentials);
}

/** Encodes a body as a form. Leaves out members without a value: `HttpParams` would write the word "undefined". */
export function formOf(body: object): HttpParams {
  const fields = Object.entries(body).filter(([, value]) => (value ?? null) !== null);
  return new HttpParams({ fromObject: Object.fromEntries(fields) });
}

/** Reads the tokens of a response, by their names in camel case or by those of RFC 6749 section 5.1. */
export function parseGrant({ body }: HttpResponse<unknown>): AuthResponse {
  // In a string, all these members are undefined.
  const answer = (body ?? {}) as Partial<Record<string, never>>;
  return {
    accessToken: answer['accessToken'] ?? answer['access_token'],
    refreshToken: answer['refreshToken'] ?? answer['refresh_token'],
    expiresIn: answer['expiresIn'] ?? answer['expires_in'],
    user: answer['user'],
  };
}

/** Reads the whole body as the user's record. If no user is signed in, servers send nothing, `null` or `false`. */
export function parseUser({ body }: HttpResponse<unknown>): AuthUser | null {
  return (body || null) as AuthUser | null;
}

/** Returns the response with its body parsed as JSON, or unchanged if it isn't JSON. */
export function parseBody(response: HttpResponse<unknown>): HttpResponse<unknown> {
  return response.clone({ body: parseJson(response.body) });
}

/** Parses a string as JSON, without the XSSI prefix that `HttpClient` removes too. Returns anything else unchanged. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text.replace(/^\)\]\}',?\n/, '') || 'null');
  } catch {
    return text;
  }
}

/**
 * Returns whether a response is from a cache: it has an `Age`, or it is the response to a `GET` whose `Date` is more than
 * a minute old. A browser that caches a response keeps its `Date`.
 */
export function isCached({ headers }: HttpResponse<unknown>, method: string): boolean {
  const isOld = Date.now() - Date.parse(headers.get('Date')!) > 60_000;
  return Number(headers.get('Age')) > 0 || (isOld && method === 'GET');
}
