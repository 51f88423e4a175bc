import { HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthUser } from 'ngx-auth-session';

/** Returns the session token from the header that the server sends it in. */
const sessionTokenOf = ({ headers }: HttpResponse<unknown>): string | null =>
  headers.get('Set-Auth-Token');

export const authConfig: AuthConfig = {
  endpoints: {
    login: {
      url: '/auth/sign-in',
      // What outlives the access token is the refresh token, whatever the server calls it. There is no access token
      // yet: the first request that needs one fetches it.
      parse: (response) => ({ refreshToken: sessionTokenOf(response) }),
    },
    refresh: {
      url: '/auth/token',
      // A GET has no body. The header contains the session token.
      method: 'GET',
      authorization: 'refresh',
      // The answer is only a JWT, which contains its own lifetime. The session token stays as it is.
      parse: ({ body }) => ({ accessToken: (body as { token: string }).token }),
    },
    logout: {
      url: '/auth/sign-out',
      authorization: 'refresh',
      // An empty object instead of `undefined` keeps the session token out of the body.
      body: () => ({}),
    },
    user: {
      url: '/auth/session',
      // The server looks up the session, so it expects the session token.
      authorization: 'refresh',
      // If no user is signed in, the answer is 200 with `null`.
      parse: ({ body }) => (body as { user: AuthUser } | null)?.user,
    },
  },
};
