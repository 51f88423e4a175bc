import {
  AuthFeature,
  withDebugLog,
  withIdleTimeout,
  withLocalStorage,
  withScheduledRefresh,
} from 'ngx-auth-session';

/** Everything that has timers or listeners. */
export function sessionKeeping(): readonly AuthFeature[] {
  return [
    withLocalStorage(),
    withScheduledRefresh(),
    withIdleTimeout({ minutes: 30 }),
    withDebugLog(),
  ];
}
