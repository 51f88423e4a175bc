import { AuthServer, revokeUnused } from '../auth-server';
import { AuthSession } from './auth-session';
import { Clock, within } from '../clock';
import { CrossTabLock } from '../tabs/cross-tab-lock';

/**
 * Looks for a session whose refresh cookie has outlived what storage knows of it, by one refresh. Opens it, and says
 * whether there was one.
 */
export async function searchCookieSession<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { exclusive }: Pick<CrossTabLock, 'exclusive'>,
  clock: Clock,
  { refreshTimeoutMs }: { readonly refreshTimeoutMs: number },
): Promise<boolean> {
  const isOpen = (): boolean => session.state().status === 'unknown';
  let abort = (): void => undefined;

  async function ask(): Promise<boolean> {
    // Another tab may have found it meanwhile.
    await session.sync();
    if (!isOpen()) return false;
    const call = server.refresh({ accessToken: '', refreshToken: null });
    abort = call.abort;
    const grant = await call.result;
    const isWanted = isOpen();
    // While other tabs wait: they have to see it before they ask.
    if (isWanted) session.open(grant, grant.user ?? null);
    else await revokeUnused(server, grant, session.state().tokens !== null);
    return isWanted;
  }

  try {
    // Later, because nothing may be sent while the application is being put together.
    return await within(
      clock,
      refreshTimeoutMs,
      Promise.resolve()
        .then(() => server.prepare?.())
        .then(() => exclusive(ask)),
    );
  } catch {
    // Nobody was signed in as far as anyone knows, so nothing has ended. An answer must not come any more.
    abort();
    return false;
  }
}
