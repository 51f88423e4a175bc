import { AuthEvent } from '../../../src/lib/core/auth-event';
import { AuthSession, createSession } from '../../../src/lib/core/session/auth-session';
import { tabOwnedValues } from '../../../src/lib/core/storage/tab-owned-value';
import { asyncValues } from '../../../src/lib/core/storage/async-storage';
import { Clock } from '../../../src/lib/core/clock';
import { FakeBrowser, FakePage } from '../fakes/fake-presence';
import { createStorageArea, FakeStorageArea } from '../fakes/fake-storage';

/** A tab whose storage is its own. Users are plain names. */
export interface OwnedTab {
  readonly area: FakeStorageArea;
  readonly page: FakePage;
  readonly session: AuthSession<string>;
  readonly events: AuthEvent[];
  /** The refresh token that the tab would use. */
  token(): string | null | undefined;
}

export const KEY = 'auth.session';

/** Opens a page on a storage; two on one are a page and its reload, or two copies of the library in a tab. */
export function openOwned(
  browser: FakeBrowser,
  clock: Clock,
  area: FakeStorageArea = createStorageArea({ shared: false }),
): OwnedTab {
  const page = browser.open();
  const events: AuthEvent[] = [];
  const texts = tabOwnedValues(asyncValues, page.presence, page.notes);
  const storage = area.openTab();
  const session: AuthSession<string> = createSession(
    texts(
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

/** What the browser does when a tab is duplicated: all that is stored is there twice. */
export function cloneArea(
  { values }: FakeStorageArea,
  latency?: () => Promise<unknown>,
): FakeStorageArea {
  const copy = createStorageArea({ shared: false, latency });
  values.forEach((value, key) => copy.values.set(key, value));
  return copy;
}
