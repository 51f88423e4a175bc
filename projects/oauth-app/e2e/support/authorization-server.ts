// `oidc-provider`, a certified OAuth 2.0 server, configured for an application in the browser: a public client with
// PKCE and rotated refresh tokens. A reused refresh token revokes the whole grant.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type ClientMetadata } from 'oidc-provider';

/** The application in the browser, which cannot keep a secret. */
export const CLIENT_ID = 'documents-app';

/** The credentials with which the API introspects tokens. */
export const API_CREDENTIALS = { id: 'documents-api', secret: 'secret-of-the-documents-api' };

export interface AuthorizationServer {
  readonly issuer: string;
  /** Lifetime of the access tokens that the server grants from now on. */
  accessTokenSeconds: number;
  /** Returns the tokens that the server granted last. */
  latest(): GrantedTokens;
  /** Returns how many refreshes the server has granted. */
  refreshes(): number;
  /** Returns how often the server required a nonce instead of granting tokens. */
  noncesAskedFor(): number;
  /** What the server refused or revoked, and why. */
  readonly trouble: readonly string[];
  /** Revokes the latest access token before it expires, and keeps the refresh token. */
  withdrawAccessToken(): Promise<void>;
  stop(): Promise<void>;
}

export interface GrantedTokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/**
 * Starts the server on a free port.
 *
 * @param site origin of the application
 * @param dpop whether tokens must be bound to a key, with a nonce in each proof
 */
export async function startAuthorizationServer(
  site: string,
  dpop: boolean,
): Promise<AuthorizationServer> {
  const http = createServer();
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    clients: clients(site, dpop),
    rotateRefreshToken: true,
    clientBasedCORS: (_, origin, client) => client.clientId === CLIENT_ID && origin === site,
    features: {
      dPoP: { enabled: dpop, nonceSecret: randomBytes(32), requireNonce: () => dpop },
      introspection: { enabled: true, allowedPolicy: (_, client) => client.clientId !== CLIENT_ID },
      revocation: {
        enabled: true,
        allowedPolicy: (_, client, token) => token.clientId === client.clientId,
      },
      // Enables the pages that sign in any user and ask for consent.
      devInteractions: { enabled: true },
    },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    ttl: {
      AccessToken: () => server.accessTokenSeconds,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 86_400,
      IdToken: 3_600,
      Interaction: 3_600,
    },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['signs the cookies of this one run'] },
  });
  const answer = provider.callback();
  http.on('request', (request, response) => void answer(request, response));

  let latest: GrantedTokens;
  let refreshes = 0;
  let nonces = 0;
  const trouble: string[] = [];
  provider.on('grant.success', ({ oidc, body }) => {
    latest = body as GrantedTokens;
    if (oidc.params?.['grant_type'] === 'refresh_token') refreshes++;
  });
  provider.on('grant.error', (_, { error, error_detail }) => {
    if (error === 'use_dpop_nonce') nonces++;
    else trouble.push(`${error}: ${error_detail}`);
  });
  provider.on('grant.revoked', () => trouble.push('grant revoked'));
  provider.on('server_error', (_, error) => trouble.push(error.message));

  const server: AuthorizationServer = {
    issuer,
    accessTokenSeconds: 600,
    latest: () => latest,
    refreshes: () => refreshes,
    noncesAskedFor: () => nonces,
    trouble,
    withdrawAccessToken: async () =>
      (await provider.AccessToken.find(latest.access_token))?.destroy(),
    stop: async () => {
      http.closeAllConnections();
      await once(http.close(), 'close');
    },
  };
  return server;
}

function clients(site: string, dpop: boolean): ClientMetadata[] {
  return [
    {
      client_id: CLIENT_ID,
      token_endpoint_auth_method: 'none',
      redirect_uris: [`${site}/callback`],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      ...(dpop && { dpop_bound_access_tokens: true }),
    },
    {
      client_id: API_CREDENTIALS.id,
      client_secret: API_CREDENTIALS.secret,
      redirect_uris: [],
      response_types: [],
      grant_types: [],
    },
  ];
}
