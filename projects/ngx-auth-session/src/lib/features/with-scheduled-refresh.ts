import { startRefreshSchedule } from '../core/refresh/refresh-schedule';
import { isPageActive, onWake } from '../browser/page-events';
import { AuthFeature, backgroundFeature } from './auth-feature';

/** Refreshes the access token shortly before it expires, while the page is visible and online. */
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
