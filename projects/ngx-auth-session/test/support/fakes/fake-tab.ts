import { AuthEvent } from '../../../src/lib/core/auth-event';
import { AuthSession, createSession } from '../../../src/lib/core/session/auth-session';
import { SessionTokens } from '../../../src/lib/core/tokens/session-tokens';
import { createLegacyTokens } from '../../../src/lib/core/storage/legacy-tokens';
import { formatRecord, SessionRecord } from '../../../src/lib/core/session/session-record';
import { asyncValues } from '../../../src/lib/core/storage/async-values';
import { createFakeClock, FakeClock } from './fake-clock';
import { createStorageArea, FakeStorage, FakeStorageArea } from './fake-storage';
import { fakeTokens } from './fake-tokens';

/** A session and its dependencies in one tab. Users are strings. */
export interface FakeTab {
  readonly area: FakeStorageArea;
  readonly clock: FakeClock;
  readonly storage: FakeStorage;
  /** Stores a record like a tab that has not read the present one. */
  store(record: SessionRecord<string>): void;
  readonly session: AuthSession<string>;
  /** All events, and the failures of the storage. */
  readonly events: AuthEvent[];
  readonly announce: (event: AuthEvent) => void;
}

const KEY = 'auth.session';

/** Opens a tab. Tabs with the same area share a session. */
export function openTab(area = createStorageArea(), clock = createFakeClock()): FakeTab {
  const events: AuthEvent[] = [];
  const announce = (event: AuthEvent): void => void events.push(event);
  const storage = area.openTab();
  const keys = { session: KEY, accessToken: 'old.access', refreshToken: 'old.refresh' };
  const policy = { tokens: true, user: true };
  const open = asyncValues(storage, (error) => announce({ type: 'storage-failed', error }), clock);
  const session = createSession<string>(
    open(KEY),
    createLegacyTokens(open, keys),
    policy,
    clock,
    announce,
  );
  return {
    area,
    clock,
    storage,
    store: (record) => void storage.setItem(KEY, formatRecord(record, policy)),
    session,
    events,
    announce,
  };
}

/** The response to a login. */
export const ADA = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresIn: 900 };

export function signIn({ session }: FakeTab, user = 'Ada'): void {
  void session.restore();
  session.open(ADA, user);
}

/** Opens another tab with the same storage, and restores its session. */
export function openNext({ area, clock }: FakeTab): FakeTab {
  const next = openTab(area, clock);
  void next.session.restore();
  return next;
}

/** Returns the token pair of a tab with a session. */
export function tokensOf({ session }: FakeTab): SessionTokens {
  const { tokens } = session.state();
  if (!tokens) throw new Error('No user is signed in');
  return tokens;
}

/** Creates the token pair of the next refresh. */
export function nextPair(tab: FakeTab, overrides: Partial<SessionTokens> = {}): SessionTokens {
  const { sessionId } = tokensOf(tab);
  return fakeTokens({
    sessionId,
    accessToken: 'access-2',
    refreshToken: 'refresh-2',
    ...overrides,
  });
}

/** Returns the events in short. */
export function eventNames({ events }: FakeTab): string[] {
  return events.map((event) => ('by' in event ? `${event.type} by ${event.by}` : event.type));
}
