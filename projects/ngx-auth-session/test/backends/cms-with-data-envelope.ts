import { HttpErrorResponse, HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthResponse, AuthUser } from 'ngx-auth-session';

/** Returns the content of the envelope. */
function dataOf<T>({ body }: HttpResponse<unknown>): T {
  return (body as { data: T }).data;
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Lifetime of the access token in milliseconds. */
  readonly expires: number;
}

export function grantOf(response: HttpResponse<unknown>): AuthResponse {
  const { access_token, refresh_token, expires } = dataOf<Tokens>(response);
  // The library expects seconds. Without this line, a token would seem to last for ten days.
  return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires / 1000 };
}

/** Returns the server's error code. The body is parsed JSON, unless a request expects text or a blob. */
function codeOf({ error }: HttpErrorResponse): string | undefined {
  const body = error as { errors?: readonly { extensions?: { code?: string } }[] } | null;
  return body?.errors?.[0]?.extensions?.code;
}

export const authConfig: AuthConfig = {
  endpoints: {
    // `login()` is called with { email, password }, the names that this server expects.
    login: { url: '/auth/login', parse: grantOf },
    refresh: {
      url: '/auth/refresh',
      // The server expects its own names. `mode` makes it return tokens in the body instead of a cookie.
      body: ({ refreshToken }) => ({ refresh_token: refreshToken, mode: 'json' }),
      parse: grantOf,
    },
    logout: {
      url: '/auth/logout',
      // The refresh token alone names the session to end. The server would refuse an expired access token.
      body: ({ refreshToken }) => ({ refresh_token: refreshToken }),
    },
    // The query selects the members of the record. The record is in `data`, too.
    user: { url: '/users/me?fields=*', parse: (response) => dataOf<AuthUser>(response) },
  },
  // After its keys have changed, the server answers 403 to every earlier access token. A refresh returns a valid one.
  isAuthFailure: (response) => response.status === 401 || codeOf(response) === 'INVALID_TOKEN',
};
