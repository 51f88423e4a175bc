import { AuthConfig } from 'ngx-auth-session';

const server = 'https://id.example.com/oauth';

/** A public client: whatever an application in a browser holds is no secret. */
const client_id = 'app';

export const authConfig: AuthConfig = {
  endpoints: {
    login: {
      url: `${server}/token`,
      // RFC 6749 wants a form; JSON is refused.
      encoding: 'form',
      // Called with { username, password }, the names of the grant.
      body: ({ credentials }) => ({
        grant_type: 'password',
        client_id,
        ...credentials,
      }),
      // No `parse`: access_token, refresh_token and expires_in are understood as they are.
    },
    refresh: {
      // The same address. What is asked for stands in the form.
      url: `${server}/token`,
      encoding: 'form',
      // If no new refresh token comes back, the old one is kept.
      body: ({ refreshToken }) => ({
        grant_type: 'refresh_token',
        client_id,
        refresh_token: refreshToken,
      }),
    },
    logout: {
      // RFC 7009. The answer is empty, and is not read.
      url: `${server}/revoke`,
      encoding: 'form',
      body: ({ refreshToken }) => ({
        token: refreshToken,
        token_type_hint: 'refresh_token',
        client_id,
      }),
    },
    // The user's record is the whole body. Asked with the access token, as any resource is.
    user: `${server}/userinfo`,
  },
  // The origin of the endpoints may have the token anyway. An API elsewhere is named.
  allowedOrigins: ['https://api.example.com'],
};
