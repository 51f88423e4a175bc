import { inject, Injectable } from '@angular/core';
import { TokenSet } from 'ngx-auth-session';
import * as oauth from 'oauth4webapi';
import { OAUTH_SERVER, TRANSPORT } from './oauth-server';
import { CodeExchange } from './session';

/** What this tab stores while the browser is on the server's login page. */
interface Attempt {
  readonly verifier: string;
  readonly state: string;
  readonly returnUrl: string;
  /** What exchanges the code for tokens: the session, as configured, or the client library. */
  readonly exchangedBy: 'session' | 'client';
}

const ATTEMPT = 'oauth.attempt';

/** The authorization code flow with PKCE: redirects to the server's login page and handles the redirect back. */
@Injectable({ providedIn: 'root' })
export class CodeFlow {
  readonly #server = inject(OAUTH_SERVER);
  readonly #redirectUri = new URL('/callback', location.origin).href;

  /** Redirects to the server. */
  async begin(returnUrl: string, exchangedBy: Attempt['exchangedBy']): Promise<void> {
    const { metadata, client } = this.#server;
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const attempt: Attempt = { verifier, state, returnUrl, exchangedBy };
    sessionStorage.setItem(ATTEMPT, JSON.stringify(attempt));
    const url = new URL(metadata.authorization_endpoint!);
    url.search = new URLSearchParams({
      client_id: client.client_id,
      response_type: 'code',
      redirect_uri: this.#redirectUri,
      // The server issues a refresh token only for offline access, which needs explicit consent.
      scope: 'openid offline_access',
      prompt: 'consent',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    location.assign(url);
  }

  /** Returns the attempt that this tab began. Throws if the redirect doesn't belong to it. */
  end(): Attempt & { readonly response: URLSearchParams } {
    const attempt = JSON.parse(sessionStorage.getItem(ATTEMPT) ?? '{}') as Attempt;
    sessionStorage.removeItem(ATTEMPT);
    const { metadata, client } = this.#server;
    const url = new URL(location.href);
    return {
      ...attempt,
      response: oauth.validateAuthResponse(metadata, client, url, attempt.state),
    };
  }

  /** Returns the credentials for the configured login endpoint. */
  codeExchange(response: URLSearchParams, verifier: string): CodeExchange {
    return {
      code: response.get('code')!,
      code_verifier: verifier,
      redirect_uri: this.#redirectUri,
    };
  }

  /** Exchanges the code for tokens with the client library, and checks the ID token. */
  async tokens(response: URLSearchParams, verifier: string): Promise<TokenSet> {
    const { metadata, client } = this.#server;
    const tokenResponse = await oauth.authorizationCodeGrantRequest(
      metadata,
      client,
      oauth.None(),
      response,
      this.#redirectUri,
      verifier,
      TRANSPORT,
    );
    const granted = await oauth.processAuthorizationCodeResponse(metadata, client, tokenResponse, {
      requireIdToken: true,
    });
    return {
      accessToken: granted.access_token,
      refreshToken: granted.refresh_token,
      expiresIn: granted.expires_in,
    };
  }
}
