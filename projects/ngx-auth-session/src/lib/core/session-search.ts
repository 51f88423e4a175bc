import { AuthEvent } from './auth-event';
import { AuthServer, discard } from './auth-server';
import { AuthSession } from './auth-session';
import { Clock, within } from './clock';
import { TabCoordinator } from './tab-coordinator';

/**
 * Looks for a session whose refresh cookie has outlived what storage knows of it, by one refresh. Says nothing if there is
 * none, or if the server does not answer in time.
 */
export async function searchSession<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { exclusive }: Pick<TabCoordinator, 'exclusive'>,
  clock: Clock,
  { refreshTimeoutMs }: { readonly refreshTimeoutMs: number },
  announce: (event: AuthEvent) => void,
): Promise<void> {
  const isOpen = (): boolean => session.state().status === 'unknown';
  let abort = (): void => undefined;

  async function ask(): Promise<void> {
    // Another tab may have found it meanwhile.
    await session.sync();
    if (!isOpen()) return;
    const call = server.refresh({ accessToken: '', refreshToken: null });
    abort = call.abort;
    const grant = await call.result;
    if (isOpen()) {
      // While other tabs wait: they have to see it before they ask.
      session.open(grant, grant.user ?? null);
      announce({ type: 'signed-in', by: 'restore' });
    } else {
      await discard(server, grant, session.state().tokens !== null);
    }
  }

  try {
    // Later, because nothing may be sent while the application is being put together.
    await within(
      clock,
      refreshTimeoutMs,
      Promise.resolve()
        .then(() => server.prepare?.())
        .then(() => exclusive(ask)),
    );
  } catch {
    // Nobody was signed in as far as anyone knows, so nothing has ended. An answer must not come any more.
    abort();
  }
}
