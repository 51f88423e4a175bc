import { startRefreshSchedule } from '../core/refresh/refresh-schedule';
import { isPageActive, onWake } from '../browser/page-events';
import { AuthFeature, backgroundFeature } from './auth-feature';

/**
 * Refreshes the access token `refreshMarginSeconds` before it expires, while the page is visible and the device online.
 * Without this feature, the next request after that time starts the refresh.
 */
export function withScheduledRefresh(): AuthFeature {
  return backgroundFeature(
    'schedule',
    'withScheduledRefresh',
    ({ session, refresher, clock, config }) =>
      startRefreshSchedule(
        session,
        refresher,
        clock,
        { isActive: isPageActive(), onWake: onWake() },
        config.refreshMarginSeconds,
      ),
  );
}
