import { AuthConfig } from 'ngx-auth-session';
import { OAuthServer } from './oauth-server';

/** The credentials of this application: the code of the redirect and the PKCE verifier (RFC 6749 and RFC 7636). */
export interface CodeExchange {
  readonly code: string;
  readonly code_verifier: string;
  readonly redirect_uri: string;
}

/** The claims that the server's userinfo endpoint returns. */
export interface UserInfo {
  readonly sub: string;
}

declare module 'ngx-auth-session' {
  interface AuthTypes {
    user: UserInfo;
    credentials: CodeExchange;
  }
}

/** Returns the library's configuration for an OAuth 2.0 server. */
export function sessionWith({ metadata, client, api }: OAuthServer): AuthConfig {
  const { client_id } = client;
  const token = { url: metadata.token_endpoint!, encoding: 'form' } as const;
  return {
    endpoints: {
      login: {
        ...token,
        body: ({ credentials }) => ({
          grant_type: 'authorization_code',
          client_id,
          ...credentials,
        }),
      },
      refresh: {
        ...token,
        body: ({ refreshToken }) => ({
          grant_type: 'refresh_token',
          client_id,
          refresh_token: refreshToken,
        }),
      },
      logout: {
        url: metadata.revocation_endpoint!,
        encoding: 'form',
        body: ({ refreshToken }) => ({
          token: refreshToken,
          token_type_hint: 'refresh_token',
          client_id,
        }),
      },
      user: metadata.userinfo_endpoint!,
    },
    // The endpoints already add the server's own origin.
    allowedOrigins: [api],
  };
}
