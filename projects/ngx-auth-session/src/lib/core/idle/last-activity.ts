import { AuthStorage } from '../storage/auth-storage';
import { isPromiseLike, MaybePromise } from '../maybe-promise';
import { Clock, within } from '../clock';
import { ActivitySource } from './idle-timeout';

/** How long to wait for an async storage. After that, the idle time starts anew. */
const READ_TIMEOUT_MS = 2_000;

/** Stores the time of the last activity in the storage of the session, so that it survives a reload like the session. */
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
        // If the storage refuses the write, the tab counts its own activity only.
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
