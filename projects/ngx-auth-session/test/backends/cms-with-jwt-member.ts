import { HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthResponse } from 'ngx-auth-session';

function grantOf({ body }: HttpResponse<unknown>): AuthResponse {
  const { jwt, refreshToken } = body as { readonly jwt: string; readonly refreshToken?: string };
  // The answer doesn't say when the token expires, so leave `expiresIn` out: the library reads `exp` from the JWT.
  // Leave `user` out as well: the answer has the user without the role, so the library calls the user endpoint.
  return { accessToken: jwt, refreshToken };
}

export const authConfig: AuthConfig = {
  endpoints: {
    // `login()` is called with { identifier, password }, the names that this server expects.
    login: { url: '/auth/local', parse: grantOf },
    // The server expects { refreshToken }, which the library sends by default.
    refresh: { url: '/auth/refresh', parse: grantOf },
    logout: {
      url: '/auth/logout',
      // The server identifies the user by a valid access token, and needs no body.
      authorization: 'access',
      body: () => undefined,
    },
    // Without `populate`, the record has no role.
    user: '/users/me?populate=role',
  },
  // The role is an object. A visitor has none.
  roles: (user) => {
    const role = user?.['role'] as { readonly name: string } | undefined;
    return role ? [role.name] : [];
  },
};
