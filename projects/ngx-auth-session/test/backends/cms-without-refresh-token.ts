import { AuthConfig, AuthUser } from 'ngx-auth-session';

export const authConfig: AuthConfig = {
  // Sends `Authorization: JWT ...`. The server ignores every other scheme.
  tokenHeader: { scheme: 'JWT' },
  endpoints: {
    login: {
      url: '/users/login',
      parse: ({ body }) => {
        const { token, user } = body as { token: string; user: AuthUser };
        // Leave `exp` out. The JWT also says when it was issued, so the library knows its lifetime even if this
        // device's clock is wrong.
        return { accessToken: token, user };
      },
    },
    refresh: {
      url: '/users/refresh-token',
      // There is no refresh token: the server exchanges a valid access token for the next one.
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
      // The server answers 200 with `{ user: null }` to an expired token.
      parse: ({ body }) => (body as { user: AuthUser | null }).user,
    },
  },
  // Lists answer 403, not 401, to an expired token. A missing permission is also a 403: it costs one refresh, and the
  // second 403 goes to the caller.
  isAuthFailure: ({ status }) => status === 401 || status === 403,
  // An expired token can't be refreshed, so refresh with any request during the last five minutes.
  refreshMarginSeconds: 300,
};
