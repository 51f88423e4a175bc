import { AuthError } from './auth-error';
import { AuthEvents, SignOutReason } from './auth-event';
import { AuthGrant, AuthServer } from './auth-server';
import { AuthSession } from './auth-session';
import { TokenGrant } from './auth-tokens';

/** Signs in and out. The last command wins over every earlier one that is still under way. */
export class SignIn<U> {
  #command = 0;
  /** The logout call under way. */
  #leaving: Promise<void> | null = null;

  constructor(
    private readonly session: AuthSession<U>,
    private readonly server: AuthServer<U>,
    private readonly events: AuthEvents,
  ) {}

  /** Asks the server for tokens. An earlier session stays until they are here. */
  async login(credentials: unknown): Promise<void> {
    const command = ++this.#command;
    const grant = await this.server.login(credentials);
    if (command === this.#command && (await this.#open(grant))) {
      this.events.emit({ type: 'signed-in', by: 'login' });
      return;
    }
    throw new AuthError('superseded', 'Another sign-in or a sign-out came after this one');
  }

  /** Takes tokens that came another way, such as a redirect login. */
  async setTokens(grant: TokenGrant): Promise<void> {
    this.#command++;
    if (await this.#open(grant)) this.events.emit({ type: 'signed-in', by: 'tokens' });
  }

  /** Signs out at once here, then at the server. Rejects where the server could not be told. */
  logout(by: SignOutReason = 'logout'): Promise<void> {
    this.#command++;
    const { tokens } = this.session;
    if (!tokens) return this.#leaving ?? Promise.resolve();
    this.session.close();
    this.events.emit({ type: 'signed-out', by });
    const leaving = this.server.logout(tokens).finally(() => {
      if (this.#leaving === leaving) this.#leaving = null;
    });
    this.#leaving = leaving;
    return leaving;
  }

  async #open({ user, ...grant }: AuthGrant<U>): Promise<boolean> {
    return this.session.open(grant, user ?? null);
  }
}
