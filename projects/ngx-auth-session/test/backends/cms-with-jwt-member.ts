import { HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthGrant, AuthUser } from 'ngx-auth-session';

interface Answer {
  readonly jwt: string;
  readonly refreshToken: string;
  /** Login names the user, a refresh does not. */
  readonly user?: AuthUser;
}

function grantOf({ body }: HttpResponse<unknown>): AuthGrant {
  const { jwt, refreshToken, user } = body as Answer;
  // Nobody says how long the token lives, so `expiresIn` is left out: it is read from the JWT.
  return { accessToken: jwt, refreshToken, user };
}

export const authConfig: AuthConfig = {
  endpoints: {
    // Takes { identifier, password }: `login()` is called with the server's own names.
    login: { url: '/auth/local', parse: grantOf },
    // Takes { refreshToken }, as the library sends it without being told.
    refresh: { url: '/auth/refresh', parse: grantOf },
    logout: {
      url: '/auth/logout',
      // The server finds the session by a live access token, and reads no body.
      authorization: 'access',
      body: () => undefined,
    },
    // Not called after a login, which has named the user. After a reload it is.
    user: '/users/me',
  },
};
