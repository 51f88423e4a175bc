import { DestroyRef, inject, NgZone } from '@angular/core';
import { Clock } from '../core/clock';

/**
 * Creates the clock of this device. Its timers run outside the Angular zone, so they don't delay stability, and stop when
 * the injector is destroyed. Call in an injection context.
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
