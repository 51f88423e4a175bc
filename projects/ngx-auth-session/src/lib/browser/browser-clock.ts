import { DestroyRef, inject, NgZone } from '@angular/core';
import { Clock } from '../core/clock';

/**
 * The device's clock. Its timers never keep the application unstable, and end with the injector. Call in an injection
 * context.
 */
export function browserClock(): Clock {
  const zone = inject(NgZone);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  inject(DestroyRef).onDestroy(() => timers.forEach(clearTimeout));
  return {
    now: () => Date.now(),
    after(ms, callback) {
      const timer = zone.runOutsideAngular(() => setTimeout(() => zone.run(callback), ms));
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
  };
}
