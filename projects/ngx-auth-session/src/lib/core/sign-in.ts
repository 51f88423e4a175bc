import { AuthError } from './auth-error';
import { AuthEvent, SignOutReason } from './auth-event';
import { AuthGrant, AuthServer, discard } from './auth-server';
import { AuthSession } from './auth-session';
import { ReceivedGrant, TokenGrant } from './auth-tokens';
import { Clock, within } from './clock';
import { TabCoordinator } from './tab-coordinator';

/** Signs in and out. The last command wins over every earlier one that is still under way. */
export interface SignIn {
  /** Asks the server for tokens. An earlier session stays until they are here. */
  login(credentials: unknown): Promise<void>;
  /** Takes tokens that came another way, such as a redirect login. */
  setTokens(grant: TokenGrant): Promise<void>;
  /** Signs out at once here, then at the server. Rejects where the server could not be told. */
  logout(by: SignOutReason): Promise<void>;
}

/** Makes the commands of one session. */
export function createSignIn<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { exclusive }: Pick<TabCoordinator, 'exclusive'>,
  clock: Clock,
  { refreshTimeoutMs }: { readonly refreshTimeoutMs: number },
  announce: (event: AuthEvent) => void,
): SignIn {
  let latest = 0;
  // The logout call under way.
  let leaving: Promise<void> | null = null;

  async function open(
    command: number,
    grant: ReceivedGrant,
    user: U | null,
    by: 'login' | 'tokens',
  ): Promise<void> {
    if (command === latest) {
      session.open(grant, user);
      announce({ type: 'signed-in', by });
      await session.stored();
    } else {
      discard(server, grant, session.state().tokens !== null);
    }
    if (command !== latest) throw new AuthError('superseded');
  }

  return {
    async login(credentials) {
      const command = ++latest;
      const call = (): Promise<AuthGrant<U>> => server.login(credentials);
      // Not beside another tab's refresh, whose answer would put the old user's cookie in the place of the new one's.
      const grant = await (server.setsCookie ? exclusive(call) : call());
      await open(command, grant, grant.user ?? null, 'login');
    },
    setTokens: (grant) => open(++latest, { ...grant, mayBeOld: true }, null, 'tokens'),
    async logout(by) {
      latest++;
      // Whoever has signed in in another tab is meant too.
      void session.sync();
      const { tokens } = session.state();
      // Also while nobody is signed in: somebody may be about to.
      session.close();
      if (tokens) {
        announce({ type: 'signed-out', by });
        const told = within(clock, refreshTimeoutMs, server.logout(tokens));
        const call = told.finally(() => leaving === call && (leaving = null));
        leaving = call;
      }
      await leaving;
    },
  };
}
