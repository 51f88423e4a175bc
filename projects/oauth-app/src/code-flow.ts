import { inject, Injectable } from '@angular/core';
import { TokenSet } from 'ngx-auth-session';
import * as oauth from 'oauth4webapi';
import { OAUTH_SERVER, TRANSPORT } from './oauth-server';
import { CodeExchange } from './session';

/** What this tab must remember while the browser is at the server. */
interface Attempt {
  readonly verifier: string;
  readonly state: string;
  readonly returnUrl: string;
  /** Who turns the code into tokens: the session by its configuration, or the client library. */
  readonly exchangedBy: 'session' | 'client';
}

const ATTEMPT = 'oauth.attempt';

/** The way to the server's login page and back: the authorization code flow with PKCE. */
@Injectable({ providedIn: 'root' })
export class CodeFlow {
  readonly #server = inject(OAUTH_SERVER);
  readonly #redirectUri = new URL('/callback', location.origin).href;

  /** Leaves for the server. */
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
      // A refresh token is given for offline access, and that for an explicit consent.
      scope: 'openid offline_access',
      prompt: 'consent',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    location.assign(url);
  }

  /** Takes up the attempt that this tab left with. Fails where the redirect is no answer to it. */
  end(): Attempt & { readonly answer: URLSearchParams } {
    const attempt = JSON.parse(sessionStorage.getItem(ATTEMPT) ?? '{}') as Attempt;
    sessionStorage.removeItem(ATTEMPT);
    const { metadata, client } = this.#server;
    const address = new URL(location.href);
    return {
      ...attempt,
      answer: oauth.validateAuthResponse(metadata, client, address, attempt.state),
    };
  }

  /** What the configured login endpoint takes. */
  codeExchange(answer: URLSearchParams, verifier: string): CodeExchange {
    return {
      code: answer.get('code')!,
      code_verifier: verifier,
      redirect_uri: this.#redirectUri,
    };
  }

  /** Turns the code into tokens here, and checks the ID token that comes with them. */
  async tokens(answer: URLSearchParams, verifier: string): Promise<TokenSet> {
    const { metadata, client } = this.#server;
    const response = await oauth.authorizationCodeGrantRequest(
      metadata,
      client,
      oauth.None(),
      answer,
      this.#redirectUri,
      verifier,
      TRANSPORT,
    );
    const granted = await oauth.processAuthorizationCodeResponse(metadata, client, response, {
      requireIdToken: true,
    });
    return {
      accessToken: granted.access_token,
      refreshToken: granted.refresh_token,
      expiresIn: granted.expires_in,
    };
  }
}
