import { AuthStorage } from './auth-storage';
import { Awaitable, isPromiseLike } from './awaitable';
import { Clock, within } from './clock';
import { Activity } from './idle-timeout';

/** How long a storage may take to tell. Longer, and idle time begins anew. */
const READ_TIMEOUT_MS = 2_000;

/** Keeps the time of the last activity where the session is kept, so that it outlives the page as the session does. */
export function createActivityNote(
  storage: AuthStorage,
  key: string,
  clock: Clock,
): Pick<Activity, 'lastSeen' | 'note'> {
  return {
    lastSeen(): Awaitable<number> {
      try {
        const stored = storage.getItem(key);
        return isPromiseLike(stored)
          ? within(clock, READ_TIMEOUT_MS, stored).then(toTime, () => 0)
          : toTime(stored);
      } catch {
        return 0;
      }
    },
    note(time) {
      const ignore = (): void => undefined;
      try {
        // A tab whose storage refuses counts by itself.
        void Promise.resolve(storage.setItem(key, `${time}`)).catch(ignore);
      } catch {
        ignore();
      }
    },
  };
}

function toTime(stored: string | null): number {
  return Number(stored) || 0;
}
