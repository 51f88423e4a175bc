import { AuthConfig, AuthUser } from 'ngx-auth-session';

export const authConfig: AuthConfig = {
  // `Authorization: JWT ...`; behind another scheme the token is not seen.
  tokenHeader: { scheme: 'JWT' },
  endpoints: {
    login: {
      url: '/users/login',
      parse: ({ body }) => {
        const { token, user } = body as { token: string; user: AuthUser };
        // `exp` is left alone. The JWT says when it was issued as well, so its life is known whatever this
        // device's clock shows.
        return { accessToken: token, user };
      },
    },
    refresh: {
      url: '/users/refresh-token',
      // There is no refresh token: a token that still lives is exchanged for the next one.
      authorization: 'access',
      body: () => undefined,
      parse: ({ body }) => ({
        accessToken: (body as { refreshedToken: string }).refreshedToken,
      }),
    },
    logout: {
      url: '/users/logout',
      authorization: 'access',
      body: () => undefined,
    },
    user: {
      url: '/users/me',
      // An expired token is answered with 200 and `{ user: null }`.
      parse: ({ body }) => (body as { user: AuthUser | null }).user,
    },
  },
  // Lists answer 403, not 401, to an expired token. A missing permission is 403 too and then costs
  // one refresh; the second 403 goes to the caller.
  isAuthFailure: ({ status }) => status === 401 || status === 403,
  // An expired token can't be refreshed, so any request in its last five minutes refreshes it.
  refreshMarginSeconds: 300,
};
