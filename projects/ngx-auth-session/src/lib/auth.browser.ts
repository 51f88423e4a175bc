import { DOCUMENT, inject, NgZone } from '@angular/core';
import { AuthStorage, webStorage } from './core/auth-storage';
import { Clock } from './core/clock';
import { Surroundings } from './core/refresh-schedule';
import { Locks } from './core/tab-coordinator';

/** The device's clock. Its timers never keep the application unstable. Call in an injection context. */
export function browserClock(): Clock {
  const zone = inject(NgZone);
  return {
    now: () => Date.now(),
    after: (ms, callback) => {
      const timer = zone.runOutsideAngular(() => setTimeout(() => zone.run(callback), ms));
      return () => clearTimeout(timer);
    },
  };
}

/** Web Locks, which browsers offer to pages on https and on this device. Call in an injection context. */
export function browserLocks(): Locks | null {
  return inject(DOCUMENT).defaultView?.navigator.locks ?? null;
}

/** An area of the page's Web Storage. Call in an injection context. */
export function browserStorage(area: 'localStorage' | 'sessionStorage'): AuthStorage {
  const window = inject(DOCUMENT).defaultView!;
  const shared = area === 'localStorage';
  return webStorage(() => window[area], {
    shared,
    watch: shared ? (changed) => listen(window, ['storage'], changed) : undefined,
  });
}

/** Whether somebody is at the page, and when it wakes up. Call in an injection context. */
export function browserSurroundings(): Surroundings {
  const document = inject(DOCUMENT);
  const window = document.defaultView!;
  return {
    isActive: () => !document.hidden && window.navigator.onLine,
    onWake: (listener) => {
      const stop = listen(window, ['focus', 'online', 'pageshow'], listener);
      const stopVisible = listen(document, ['visibilitychange'], listener);
      return () => {
        stop();
        stopVisible();
      };
    },
  };
}

/** Listens to several events; the returned function ends that. */
export function listen(
  target: EventTarget,
  events: readonly string[],
  listener: () => void,
  options?: AddEventListenerOptions,
): () => void {
  for (const event of events) target.addEventListener(event, listener, options);
  return () => {
    for (const event of events) target.removeEventListener(event, listener, options);
  };
}
