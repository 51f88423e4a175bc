import { DOCUMENT, inject } from '@angular/core';
import { listenTo, onWake, STORAGE_WRITTEN } from '../browser/page-events';
import { AuthRuntime } from '../runtime/auth-runtime';

/**
 * Adopts what other tabs, and other copies of the library in this document, write to storage. A page that was frozen, or
 * restored from the back/forward cache, reads storage when it wakes up.
 */
export function syncWithOtherTabs(auth: AuthRuntime): () => void {
  const window = inject(DOCUMENT).defaultView!;
  const sync = (): void => void auth.session.sync();
  const stops = [
    onWake()(({ type }) => {
      if (type === 'online' || type === 'pageshow') auth.refresher.endCooldown();
      sync();
      auth.refresher.recheckExpiry();
    }),
    auth.storage.watch?.(sync),
    // Any script can send this event, so it only triggers a read of storage.
    listenTo(window, STORAGE_WRITTEN, sync),
    listenTo(window, 'pagehide', auth.refresher.pause),
  ];
  return () => stops.forEach((stop) => stop?.());
}
