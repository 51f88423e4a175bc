import { AuthServer } from './auth-server';
import { AuthSession } from './auth-session';
import { TokenRefresher } from './token-refresher';

/** Loads the user of a session, once for everyone who asks. */
export class CurrentUser<U> {
  #loading: { readonly id: string; readonly user: Promise<U | null> } | null = null;

  constructor(
    private readonly session: AuthSession<U>,
    private readonly server: AuthServer<U>,
    private readonly refresher: TokenRefresher<U>,
  ) {}

  /** The user: as known, or asked of the server where nobody has yet or `reload` says so. */
  load(reload = false): Promise<U | null> {
    const { id, user } = this.session.state;
    if (id === null || !this.server.knowsUser || (user !== null && !reload)) {
      return Promise.resolve(user);
    }
    if (this.#loading?.id === id) return this.#loading.user;
    const loading = {
      id,
      user: this.#ask(id).finally(() => {
        if (this.#loading === loading) this.#loading = null;
      }),
    };
    this.#loading = loading;
    return loading.user;
  }

  async #ask(id: string): Promise<U | null> {
    const { tokens } = this.session;
    if (!tokens) return null;
    let user = await this.server.user(tokens);
    if (user === null && this.session.state.id === id) {
      // Some servers answer a stale token with 200 and nobody. Only a renewed one tells.
      user = await this.server.user(await this.refresher.refreshAfter(tokens));
    }
    if (user !== null) this.session.setUser(id, user);
    return user;
  }
}
