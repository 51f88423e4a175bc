import { HttpHeaders, HttpParams, HttpResponse } from '@angular/common/http';
import { EndpointInput, ParsedGrant, ResolvedEndpoint, ResolvedEndpoints } from './auth.endpoint';
import { RefreshCookieOptions } from './auth.refresh-cookie';

/** The name of an endpoint. */
type EndpointName = keyof ResolvedEndpoints<unknown>;

/** What stands in a token header: the scheme, if there is one, and the token. */
export function headerValue(scheme: string, token: string): string {
  return scheme ? `${scheme} ${token}` : token;
}

/** Body, headers and credentials of a call to an endpoint. */
export function requestOptions(
  name: EndpointName,
  { body, encoding, headers, authorization, withCredentials }: ResolvedEndpoint<unknown>,
  input: EndpointInput,
  tokenHeader: { readonly name: string; readonly scheme: string } | null,
  cookie: RefreshCookieOptions | null,
): { body?: unknown; headers: HttpHeaders; withCredentials: boolean } {
  const content = body ? body(input) : defaultBody(name, encoding, input);
  const token = { none: null, access: input.accessToken, refresh: input.refreshToken }[
    authorization
  ];
  return {
    body: content && encoding === 'form' ? new HttpParams({ fromObject: { ...content } }) : content,
    headers: new HttpHeaders({
      ...cookie?.headers,
      ...headers,
      ...(token && tokenHeader
        ? { [tokenHeader.name]: headerValue(tokenHeader.scheme, token) }
        : {}),
    }),
    withCredentials: withCredentials ?? cookie !== null,
  };
}

/** What an endpoint usually takes: the fields of RFC 6749 and RFC 7009 in a form, plain names in JSON. */
function defaultBody(
  name: EndpointName,
  encoding: 'json' | 'form',
  { credentials, refreshToken, deviceId }: EndpointInput,
): object | undefined {
  const device = deviceId === undefined ? {} : { deviceId };
  const form = encoding === 'form';
  switch (name) {
    case 'login':
      return { ...(form ? { grant_type: 'password' } : {}), ...(credentials as object), ...device };
    case 'refresh':
      if (form) return { grant_type: 'refresh_token', refresh_token: refreshToken, ...device };
      return { ...(refreshToken ? { refreshToken } : {}), ...device };
    case 'logout':
      if (form) return { token: refreshToken, token_type_hint: 'refresh_token' };
      return refreshToken ? { refreshToken } : {};
    case 'user':
      return undefined;
  }
}

/** Reads the two usual shapes of an answer that grants tokens; RFC 6749 section 5.1 is one. */
export function parseGrant<U>({ body }: HttpResponse<unknown>): ParsedGrant<U> {
  const answer = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const expiresIn = answer['expiresIn'] ?? answer['expires_in'];
  return {
    accessToken: (answer['accessToken'] ?? answer['access_token']) as string | undefined,
    refreshToken: (answer['refreshToken'] ?? answer['refresh_token']) as string | undefined,
    // Some servers write the number as text.
    expiresIn: expiresIn === undefined || expiresIn === null ? null : Number(expiresIn),
    user: (answer['user'] ?? null) as U | null,
  };
}

/** The body as the JSON it is, or as the text where it is none. */
export function withParsedBody(response: HttpResponse<string>): HttpResponse<unknown> {
  const text = response.body ?? '';
  let body: unknown = text;
  try {
    body = text === '' ? null : JSON.parse(text);
  } catch {
    // Text it is. Whoever reads the answer finds no token in it.
  }
  return (response as HttpResponse<unknown>).clone({ body });
}
