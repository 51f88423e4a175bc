import { AuthError } from '../auth-error';
import { Clock } from '../clock';
import { AuthStorage } from './auth-storage';
import { OpenValue, ReportFailure } from './persisted-value';

/** Opens values in a synchronous storage. */
export function syncValues(
  storage: AuthStorage,
  reportFailure: ReportFailure,
  _clock?: Clock,
  onWrite?: () => unknown,
): OpenValue {
  const attempt = <T>(access: () => T): T | undefined => {
    try {
      return access();
    } catch (cause) {
      reportFailure(new AuthError('storage', undefined, { cause }));
      return undefined;
    }
  };
  return (key) => {
    // The value that this tab last read or wrote. A different one comes from another tab, and is newer.
    let known: string | null = null;
    return {
      readIfChanged: () =>
        attempt(() => {
          const stored = storage.getItem(key) as string | null;
          return stored === known ? null : (known = stored);
        }),
      write(next) {
        attempt(() => {
          if (next === null) void storage.removeItem(key);
          else void storage.setItem(key, next);
          known = next;
          // After setting `known`: another copy of the library reads the value synchronously, and this one must find it unchanged.
          onWrite?.();
        });
      },
    };
  };
}
