import { AuthStorage } from '../storage/auth-storage';
import { MaybePromise, isPromiseLike } from '../maybe-promise';
import { Clock, within } from '../clock';
import { ActivitySource } from './idle-timeout';

/** How long a storage may take to tell. Longer, and idle time begins anew. */
const READ_TIMEOUT_MS = 2_000;

/** Keeps the time of the last activity where the session is kept, so that it outlives the page as the session does. */
export function createLastActivity(
  storage: AuthStorage,
  key: string,
  clock: Clock,
): Pick<ActivitySource, 'lastSeen' | 'note'> {
  return {
    lastSeen(): MaybePromise<number> {
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
