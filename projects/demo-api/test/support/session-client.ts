import assert from 'node:assert/strict';
import { send } from './send.ts';

/** The tokens in the answer of a login or a refresh. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A signed-in client that knows only the answers that it received. */
export interface SessionClient {
  /** Returns its latest tokens. After a lost answer, these are the previous ones. */
  tokens(): Tokens;
  /** Resolves to false if there was no answer, or if the server cannot answer at the moment. */
  refresh(url: string): Promise<boolean>;
}

/** Signs in as one of the demo users. */
export async function signIn({ url }: { readonly url: string }, username = 'ada'): Promise<Tokens> {
  const body = { username, password: `${username}-demo-password` };
  const { status, json } = await send(`${url}/api/login`, { body });
  assert.equal(status, 200);
  return json as Tokens;
}

/** Returns a client that continues after a login. */
export function sessionClient(first: Tokens): SessionClient {
  let tokens = first;
  return {
    tokens: () => tokens,
    refresh: async (url) => {
      const { refreshToken } = tokens;
      const answer = await send(`${url}/api/refresh-token`, { body: { refreshToken } }).catch(
        () => undefined,
      );
      // An answer that is cut off counts as lost.
      if (!answer?.json || answer.status === 503) return false;
      assert.equal(answer.status, 200);
      tokens = answer.json as Tokens;
      return true;
    },
  };
}
