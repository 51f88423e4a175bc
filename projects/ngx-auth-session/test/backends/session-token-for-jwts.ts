import { HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthUser } from 'ngx-auth-session';

/** Where the server tells the session token. */
const sessionTokenOf = ({ headers }: HttpResponse<unknown>): string | null =>
  headers.get('Set-Auth-Token');

export const authConfig: AuthConfig = {
  endpoints: {
    login: {
      url: '/auth/sign-in',
      // What outlives the access token is the refresh token, whatever the server calls it.
      // There is no access token yet: the first request that needs one fetches it.
      parse: (response) => ({ refreshToken: sessionTokenOf(response) }),
    },
    refresh: {
      url: '/auth/token',
      // A GET has no body. The session token stands in the header.
      method: 'GET',
      authorization: 'refresh',
      // A JWT alone, which says itself how long it lives. The session token stays as it is.
      parse: ({ body }) => ({ accessToken: (body as { token: string }).token }),
    },
    logout: {
      url: '/auth/sign-out',
      authorization: 'refresh',
      // An empty object rather than nothing keeps the session token out of the body.
      body: () => ({}),
    },
    user: {
      url: '/auth/session',
      // Asks about the session, so it is the session token that goes along.
      authorization: 'refresh',
      // If no user is signed in, the answer is 200 with `null`.
      parse: ({ body }) => (body as { user: AuthUser } | null)?.user,
    },
  },
};
