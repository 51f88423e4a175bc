import { AuthEvent } from '../../../src/lib/core/auth-event';
import { AuthSession, createSession } from '../../../src/lib/core/session/auth-session';
import { tabOwnedValues } from '../../../src/lib/core/storage/tab-owned-values';
import { asyncValues } from '../../../src/lib/core/storage/async-values';
import { Clock } from '../../../src/lib/core/clock';
import { FakeBrowser, FakePage } from '../fakes/fake-presence';
import { createStorageArea, FakeStorageArea } from '../fakes/fake-storage';

/** A tab with a storage of its own. Users are strings. */
export interface OwnedTab {
  readonly area: FakeStorageArea;
  readonly page: FakePage;
  readonly session: AuthSession<string>;
  readonly events: AuthEvent[];
  /** Returns the refresh token in memory. */
  token(): string | null | undefined;
}

export const KEY = 'auth.session';

/** Opens a page. Two pages with one area are a page and its reload, or two copies of the library in a tab. */
export function openOwned(
  browser: FakeBrowser,
  clock: Clock,
  area: FakeStorageArea = createStorageArea({ shared: false }),
): OwnedTab {
  const page = browser.open();
  const events: AuthEvent[] = [];
  const values = tabOwnedValues(asyncValues, page.presence, page.rotationLog);
  const storage = area.openTab();
  const session: AuthSession<string> = createSession(
    values(
      storage,
      (error) => events.push({ type: 'storage-failed', error }),
      clock,
      () => void Promise.resolve().then(() => session.sync()),
    )(KEY),
    () => null,
    { tokens: true, user: true },
    clock,
    (event) => events.push(event),
  );
  storage.watch(() => void session.sync());
  void session.restore();
  return { area, page, session, events, token: () => session.state().tokens?.refreshToken };
}

/** Clones a storage, as the browser does when the user duplicates a tab. */
export function cloneArea(
  { values }: FakeStorageArea,
  latency?: () => Promise<unknown>,
): FakeStorageArea {
  const clone = createStorageArea({ shared: false, latency });
  values.forEach((value, key) => clone.values.set(key, value));
  return clone;
}
