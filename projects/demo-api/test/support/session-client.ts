import assert from 'node:assert/strict';
import { send } from './send.ts';

/** What a login or a refresh gives. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A client that is signed in and knows only what it was answered. */
export interface SessionClient {
  /** Its latest tokens; after an answer that got lost, those before it. */
  tokens(): Tokens;
  /** False when there was no answer, or when the server says that it cannot answer now. */
  refresh(url: string): Promise<boolean>;
}

/** Signs in as one of the users of the demo. */
export async function signIn({ url }: { readonly url: string }, username = 'ada'): Promise<Tokens> {
  const body = { username, password: `${username}-demo-password` };
  const { status, json } = await send(`${url}/api/login`, { body });
  assert.equal(status, 200);
  return json as Tokens;
}

/** A client that goes on from a login. */
export function sessionClient(first: Tokens): SessionClient {
  let tokens = first;
  return {
    tokens: () => tokens,
    refresh: async (url) => {
      const { refreshToken } = tokens;
      const answer = await send(`${url}/api/refresh-token`, { body: { refreshToken } }).catch(
        () => undefined,
      );
      // An answer cut off in the middle is a lost one.
      if (!answer?.json || answer.status === 503) return false;
      assert.equal(answer.status, 200);
      tokens = answer.json as Tokens;
      return true;
    },
  };
}
