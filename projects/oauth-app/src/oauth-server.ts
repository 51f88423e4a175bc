import { InjectionToken } from '@angular/core';
import * as oauth from 'oauth4webapi';

/** The operator's settings, in `settings.json`. */
interface Settings {
  readonly issuer: string;
  readonly clientId: string;
  /** The origin of the API that accepts the server's tokens. */
  readonly api: string;
  /** Whether the tokens are bound to a key in the browser. Default `false`. */
  readonly dpop?: boolean;
}

/** An OAuth 2.0 server: its metadata, this application as its client, and the API that accepts its tokens. */
export interface OAuthServer {
  readonly metadata: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly api: string;
}

export const OAUTH_SERVER = new InjectionToken<OAuthServer>('OAUTH_SERVER');

/** Allows plain http if this page uses it, for a server on this machine. */
export const TRANSPORT = { [oauth.allowInsecureRequests]: location.protocol === 'http:' };

export async function readSettings(): Promise<Settings> {
  return (await (await fetch('/settings.json')).json()) as Settings;
}

/** Loads the server's metadata, which contains its endpoints. */
export async function discover({ issuer, clientId, api }: Settings): Promise<OAuthServer> {
  const issuerUrl = new URL(issuer);
  const response = await oauth.discoveryRequest(issuerUrl, TRANSPORT);
  const metadata = await oauth.processDiscoveryResponse(issuerUrl, response);
  return { metadata, client: { client_id: clientId }, api };
}
