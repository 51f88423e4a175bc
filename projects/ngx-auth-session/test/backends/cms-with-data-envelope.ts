import { HttpErrorResponse, HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthResponse, AuthUser } from 'ngx-auth-session';

/** Takes an answer out of its envelope. */
function dataOf<T>({ body }: HttpResponse<unknown>): T {
  return (body as { data: T }).data;
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Life of the access token, in milliseconds. */
  readonly expires: number;
}

export function grantOf(response: HttpResponse<unknown>): AuthResponse {
  const { access_token, refresh_token, expires } = dataOf<Tokens>(response);
  // The library counts in seconds. Without this line a token would seem to last for ten days.
  return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires / 1000 };
}

/** The server's code for an error. The body is parsed JSON, except where a request wants text or a blob. */
function codeOf({ error }: HttpErrorResponse): string | undefined {
  const body = error as { errors?: readonly { extensions?: { code?: string } }[] } | null;
  return body?.errors?.[0]?.extensions?.code;
}

export const authConfig: AuthConfig = {
  endpoints: {
    // Takes { email, password }, which is what `login()` is called with.
    login: { url: '/auth/login', parse: grantOf },
    refresh: {
      url: '/auth/refresh',
      // The server's own names; `mode` asks for tokens in the body rather than in a cookie.
      body: ({ refreshToken }) => ({ refresh_token: refreshToken, mode: 'json' }),
      parse: grantOf,
    },
    logout: {
      url: '/auth/logout',
      // The refresh token alone says which session ends. An expired access token would be refused.
      body: ({ refreshToken }) => ({ refresh_token: refreshToken }),
    },
    // The query says which members the server sends. The user lies in `data` as well.
    user: { url: '/users/me?fields=*', parse: (response) => dataOf<AuthUser>(response) },
  },
  // After a change of its keys, the server answers 403 to every access token of before. A refresh mends that.
  isAuthFailure: (response) => response.status === 401 || codeOf(response) === 'INVALID_TOKEN',
};
