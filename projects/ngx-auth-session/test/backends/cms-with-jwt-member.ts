import { HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthResponse } from 'ngx-auth-session';

function grantOf({ body }: HttpResponse<unknown>): AuthResponse {
  const { jwt, refreshToken } = body as { readonly jwt: string; readonly refreshToken?: string };
  // The answer doesn't say how long the token lives, so leave `expiresIn` out: the library reads the JWT.
  // Leave `user` out as well: login names the user without the role, so the library asks the user endpoint.
  return { accessToken: jwt, refreshToken };
}

export const authConfig: AuthConfig = {
  endpoints: {
    // Takes { identifier, password }: `login()` is called with the server's own names.
    login: { url: '/auth/local', parse: grantOf },
    // Takes { refreshToken }, as the library sends it without being told.
    refresh: { url: '/auth/refresh', parse: grantOf },
    logout: {
      url: '/auth/logout',
      // The server finds the user by a live access token, and needs no body.
      authorization: 'access',
      body: () => undefined,
    },
    // Without `populate` the record has no role.
    user: '/users/me?populate=role',
  },
  // The role is an object. Visitors have none.
  roles: (user) => {
    const role = user?.['role'] as { readonly name: string } | undefined;
    return role ? [role.name] : [];
  },
};
