import { AuthConfig } from 'ngx-auth-session';

const server = 'https://id.example.com/oauth';

/** This is a public client: an application in a browser can't keep a secret. */
const client_id = 'app';

export const authConfig: AuthConfig = {
  endpoints: {
    login: {
      url: `${server}/token`,
      // RFC 6749 requires a form. The server refuses JSON.
      encoding: 'form',
      // `login()` is called with { username, password }, the names of the grant.
      body: ({ credentials }) => ({
        grant_type: 'password',
        client_id,
        ...credentials,
      }),
      // No `parse`: access_token, refresh_token and expires_in are understood as they are.
    },
    refresh: {
      // The same URL as for the login. The form says which grant is requested.
      url: `${server}/token`,
      encoding: 'form',
      // If the answer has no new refresh token, the library keeps the current one.
      body: ({ refreshToken }) => ({
        grant_type: 'refresh_token',
        client_id,
        refresh_token: refreshToken,
      }),
    },
    logout: {
      // Revocation as in RFC 7009. The answer is empty, and the library doesn't read it.
      url: `${server}/revoke`,
      encoding: 'form',
      body: ({ refreshToken }) => ({
        token: refreshToken,
        token_type_hint: 'refresh_token',
        client_id,
      }),
    },
    // The whole body is the user's record. The request has the access token, like a request for any other resource.
    user: `${server}/userinfo`,
  },
  // The origins of the endpoints are allowed already. List the origin of an API elsewhere.
  allowedOrigins: ['https://api.example.com'],
};
