import { AuthEvent } from '../../src/lib/core/auth-event';
import { AuthSession, createSession } from '../../src/lib/core/auth-session';
import { createSessionStore, SessionStore } from '../../src/lib/core/session-store';
import { createFakeClock, FakeClock } from './fake-clock';
import { createStorageArea, FakeStorage, FakeStorageArea } from './fake-storage';

/** A session with all that it needs, as one tab has it. Users are plain names. */
export interface FakeTab {
  readonly area: FakeStorageArea;
  readonly clock: FakeClock;
  readonly storage: FakeStorage;
  readonly store: SessionStore<string>;
  readonly session: AuthSession<string>;
  /** What was announced, and what the store reported. */
  readonly events: AuthEvent[];
  readonly announce: (event: AuthEvent) => void;
}

/** Opens a tab. Two tabs share a session where they are given the same area. */
export function openTab(area = createStorageArea(), clock = createFakeClock()): FakeTab {
  const events: AuthEvent[] = [];
  const announce = (event: AuthEvent): void => void events.push(event);
  const storage = area.openTab();
  const store = createSessionStore<string>(
    storage,
    { session: 'auth.session', accessToken: 'old.access', refreshToken: 'old.refresh' },
    { tokens: true, user: true },
    clock,
    (error) => announce({ type: 'storage-failed', error }),
  );
  const session = createSession(store, clock, announce);
  return { area, clock, storage, store, session, events, announce };
}
