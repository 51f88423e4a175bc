import { DestroyRef, inject, NgZone } from '@angular/core';
import { Clock } from '../core/clock';

/**
 * The device's clock. Its timers never keep the application unstable, and end with the injector. Call in an injection
 * context.
 */
export function browserClock(destroyRef: DestroyRef): Clock {
  const zone = inject(NgZone);
  const timers = new Map<ReturnType<typeof setTimeout>, (() => void) | undefined>();
  destroyRef.onDestroy(() =>
    timers.forEach((stopped, timer) => {
      clearTimeout(timer);
      stopped?.();
    }),
  );
  return {
    now: () => Date.now(),
    after(ms, callback, stopped) {
      const timer = zone.runOutsideAngular(() => setTimeout(() => zone.run(callback), ms));
      timers.set(timer, stopped);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
  };
}
