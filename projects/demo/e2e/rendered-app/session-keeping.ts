import {
  AuthFeature,
  withDebugLog,
  withIdleTimeout,
  withLocalStorage,
  withScheduledRefresh,
} from 'ngx-auth-session';

/** Returns every feature with timers or listeners. */
export function sessionKeeping(): readonly AuthFeature[] {
  return [
    withLocalStorage(),
    withScheduledRefresh(),
    withIdleTimeout({ minutes: 30 }),
    withDebugLog(),
  ];
}
