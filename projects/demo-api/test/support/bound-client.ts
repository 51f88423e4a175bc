import assert from 'node:assert/strict';
import { proofKey, type ProofChanges, type ProofKey } from './proof-key.ts';
import type { Answer, Sending } from './send.ts';
import type { TestServer } from './test-server.ts';

const ADA = { username: 'ada', password: 'ada-demo-password' };

/** A client that has a key and sends a proof with every request. */
export interface BoundClient {
  readonly key: ProofKey;
  prove(method: string, path: string, accessToken?: string, changes?: ProofChanges): string;
  login(changes?: ProofChanges, headers?: Sending['headers'], as?: object): Promise<Answer>;
  /** Signs in, and throws if that fails. */
  signIn(): Promise<{ accessToken: string; refreshToken: string }>;
  refresh(refreshToken: string, changes?: ProofChanges): Promise<Answer>;
  logout(refreshToken: string, changes?: ProofChanges): Promise<Answer>;
  get(path: string, accessToken: string, changes?: ProofChanges): Promise<Answer>;
}

/** Returns a client of a server, with a key of its own unless one is given. */
export function boundClient(server: TestServer, key = proofKey()): BoundClient {
  const prove: BoundClient['prove'] = (method, path, accessToken, changes) => {
    const request = { url: server.url + path, method, accessToken, now: server.now() };
    return key.prove(request, changes);
  };
  const post = (path: string, body: object, changes?: ProofChanges, headers = {}) =>
    server.send(path, {
      body,
      headers: { dpop: prove('POST', path, undefined, changes), ...headers },
    });
  const client: BoundClient = {
    key,
    prove,
    login: (changes, headers, as = ADA) => post('/api/login', as, changes, headers),
    signIn: async () => {
      const { status, text, json } = await client.login();
      assert.equal(status, 200, text);
      return json;
    },
    refresh: (refreshToken, changes) => post('/api/refresh-token', { refreshToken }, changes),
    logout: (refreshToken, changes) => post('/api/logout', { refreshToken }, changes),
    get: (path, accessToken, changes) => {
      const dpop = prove('GET', path, accessToken, changes);
      return server.send(path, { headers: { authorization: `DPoP ${accessToken}`, dpop } });
    },
  };
  return client;
}
