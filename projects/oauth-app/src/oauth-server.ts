import { InjectionToken } from '@angular/core';
import * as oauth from 'oauth4webapi';

/** What an operator tells the application: `settings.json`. */
interface Settings {
  readonly issuer: string;
  readonly clientId: string;
  /** Origin of the API that accepts the server's tokens. */
  readonly api: string;
  /** Whether tokens are bound to a key of the browser. */
  readonly dpop?: boolean;
}

/** An OAuth 2.0 server, as it describes itself, and what the application is to it. */
export interface OAuthServer {
  readonly metadata: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly api: string;
}

export const OAUTH_SERVER = new InjectionToken<OAuthServer>('OAUTH_SERVER');

/** Plain http is for a server on this very machine. */
export const TRANSPORT = { [oauth.allowInsecureRequests]: location.protocol === 'http:' };

export async function readSettings(): Promise<Settings> {
  return (await (await fetch('/settings.json')).json()) as Settings;
}

/** Asks the server where its endpoints are. */
export async function discover({ issuer, clientId, api }: Settings): Promise<OAuthServer> {
  const address = new URL(issuer);
  const answer = await oauth.discoveryRequest(address, TRANSPORT);
  const metadata = await oauth.processDiscoveryResponse(address, answer);
  return { metadata, client: { client_id: clientId }, api };
}
