import { DISCOVERY, KEYS, LOGIN, LOGOUT, REFRESH, TOKEN_ENDPOINT } from './api';

/** One request as it reaches the server. */
export interface Call {
  readonly url: string;
  readonly authorization: string | null;
  readonly body: string;
  answer(status: number, body?: unknown): void;
}

/** What a refresh is answered with. */
export type RefreshAnswer = 'new tokens' | 'refusal' | 'server error' | 'nothing yet';

const HOUR = 3600;

/**
 * A server in memory that renews strictly: each refresh token is good once, and one that comes back is counted. It
 * answers at once, or each call in a task of its own kind of round trip: what arrives in one turn is answered in the next.
 */
export class ScriptedServer {
  atOnce = false;
  refreshAnswer: RefreshAnswer = 'new tokens';
  refreshCalls = 0;
  reused = 0;
  /** What each request to the API carried. `null` while nobody looks, so that timing is not disturbed. */
  seen: { readonly url: string; readonly authorization: string | null }[] | null = null;
  /** Requests that stay without an answer for now. */
  holds: (call: Call) => boolean = () => false;
  readonly held: Call[] = [];

  #issued = 0;
  #access = '';
  #refresh = '';
  #arrived: Call[] = [];
  readonly #turns = new MessageChannel();

  constructor() {
    this.#turns.port1.onmessage = () => {
      const calls = this.#arrived;
      this.#arrived = [];
      for (const call of calls) this.answer(call);
    };
  }

  /** The access token that is out there is answered with 401 from now on. */
  expireAccessToken(): void {
    this.#access = '';
  }

  receive(call: Call): void {
    if (this.atOnce) return this.answer(call);
    if (this.#arrived.push(call) === 1) this.#turns.port2.postMessage(null);
  }

  /** Answers what was held, in the order of its arrival. */
  release(): void {
    this.holds = () => false;
    for (const call of this.held.splice(0)) this.answer(call);
  }

  answer(call: Call): void {
    if (this.holds(call)) {
      this.held.push(call);
      return;
    }
    if (call.url.endsWith(LOGIN)) return call.answer(200, this.#issue());
    if (call.url.endsWith(REFRESH) || call.url.endsWith(TOKEN_ENDPOINT)) return this.#renew(call);
    if (call.url.endsWith(DISCOVERY)) return call.answer(200, discovery());
    if (call.url.endsWith(KEYS)) return call.answer(200, { keys: [] });
    if (call.url.endsWith(LOGOUT)) return call.answer(204);
    this.seen?.push({ url: call.url, authorization: call.authorization });
    if (this.#access && call.authorization === `Bearer ${this.#access}`)
      return call.answer(200, []);
    call.answer(401, { error: 'unauthorized' });
  }

  #renew(call: Call): void {
    const spent = sentRefreshToken(call.body);
    if (spent === undefined) return call.answer(200, this.#issue());
    this.refreshCalls++;
    if (this.refreshAnswer === 'nothing yet') this.held.push(call);
    else if (this.refreshAnswer === 'server error') call.answer(500, { error: 'server_error' });
    else if (this.refreshAnswer === 'refusal') call.answer(400, { error: 'invalid_grant' });
    else if (spent === this.#refresh) call.answer(200, this.#issue());
    else {
      this.reused++;
      call.answer(400, { error: 'invalid_grant' });
    }
  }

  /** A new pair, under the names of the demo's API and under those of RFC 6749. */
  #issue() {
    this.#issued++;
    this.#access = jwt({ sub: 'ada', exp: Math.floor(Date.now() / 1000) + HOUR, n: this.#issued });
    this.#refresh = `refresh-${this.#issued}`;
    return {
      accessToken: this.#access,
      refreshToken: this.#refresh,
      expiresIn: HOUR,
      user: { name: 'Ada' },
      access_token: this.#access,
      refresh_token: this.#refresh,
      expires_in: HOUR,
      token_type: 'Bearer',
      id_token: jwt({ sub: 'ada', exp: Math.floor(Date.now() / 1000) + HOUR }),
    };
  }
}

function discovery() {
  const { origin } = location;
  return { issuer: origin, token_endpoint: origin + TOKEN_ENDPOINT, jwks_uri: origin + KEYS };
}

/** `undefined` for a login; `null` for a refresh without a token, which some send after they have signed out. */
function sentRefreshToken(body: string): string | null | undefined {
  if (body.startsWith('{')) return (JSON.parse(body) as { refreshToken?: string }).refreshToken;
  const form = new URLSearchParams(body);
  return form.get('grant_type') === 'refresh_token' ? form.get('refresh_token') : undefined;
}

function jwt(claims: object): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}
