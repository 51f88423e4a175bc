// The API of the application, on an origin of its own. It introspects each token at the authorization server (RFC
// 7662).
import cors from '@fastify/cors';
import { fastify } from 'fastify';
import * as oauth from 'oauth4webapi';
import { API_CREDENTIALS } from './authorization-server.ts';
import { isProven } from './key-proof.ts';

export interface DocumentsApi {
  readonly origin: string;
  /** Returns whether the authorization server considers this token active. */
  isActive(token: string): Promise<boolean>;
  stop(): Promise<void>;
}

/** @param site origin of the application */
export async function startDocumentsApi(issuer: string, site: string): Promise<DocumentsApi> {
  const app = fastify();
  const transport = { [oauth.allowInsecureRequests]: true };
  const client = { client_id: API_CREDENTIALS.id };
  const credentials = oauth.ClientSecretBasic(API_CREDENTIALS.secret);
  const address = new URL(issuer);
  const metadata = await oauth.processDiscoveryResponse(
    address,
    await oauth.discoveryRequest(address, transport),
  );

  async function introspect(token: string): Promise<oauth.IntrospectionResponse> {
    const answer = await oauth.introspectionRequest(
      metadata,
      client,
      credentials,
      token,
      transport,
    );
    return oauth.processIntrospectionResponse(metadata, client, answer);
  }

  await app.register(cors, { origin: site, exposedHeaders: ['WWW-Authenticate'] });
  app.get('/documents/:id', async (request, reply) => {
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    const { active, cnf } = await introspect(token);
    const expected = cnf?.jkt ? 'DPoP' : 'Bearer';
    const proven = !cnf?.jkt || (await isProven(request, token, cnf.jkt));
    if (active && scheme === expected && proven) return { text: 'Confidential' };
    return reply.code(401).header('WWW-Authenticate', `${expected} error="invalid_token"`).send();
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const isActive = async (token: string) => (await introspect(token)).active;
  return { origin, isActive, stop: () => app.close() };
}
