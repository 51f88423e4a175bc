import { DestroyRef, DOCUMENT, inject, NgZone } from '@angular/core';
import { AuthStorage } from '../core/storage/auth-storage';
import { Clock } from '../core/clock';

/** Each function here is called in an injection context. */

/** The device's clock. Its timers never keep the application unstable, and end with the injector. */
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

/** An area of the page's Web Storage. */
export function browserStorage(area: 'localStorage' | 'sessionStorage'): AuthStorage {
  const window = inject(DOCUMENT).defaultView!;
  // The area is asked for anew each time, because a browser that blocks storage throws right there.
  return {
    shared: area === 'localStorage',
    watch: (changed) => listenTo(window, 'storage', changed),
    getItem: (key) => window[area].getItem(key),
    setItem: (key, value) => window[area].setItem(key, value),
    removeItem: (key) => window[area].removeItem(key),
  };
}

/** Tells other copies of the library in this document, which hear no `storage` event of it, that storage has changed. */
export const STORAGE_WRITTEN = 'ngx-auth-session';

/** Makes the test whether somebody looks at the page and the device is online. */
export function isPageActive(): () => boolean {
  const document = inject(DOCUMENT);
  return () => !document.hidden && document.defaultView!.navigator.onLine;
}

/** Makes the function that adds a listener to whatever says that the page or the device wakes up. */
export function onWake(): (listener: (event: Event) => void) => () => void {
  const window = inject(DOCUMENT).defaultView!;
  return (listener) => listenTo(window, 'focus online pageshow visibilitychange', listener);
}

/** Listens to events of the window, named with spaces between; the returned function ends that. */
export function listenTo(
  target: EventTarget,
  events: string,
  listener: (event: Event) => void,
  // In the capture phase the window hears what is sent to its document.
  options: AddEventListenerOptions | boolean = true,
): () => void {
  const names = events.split(' ');
  names.forEach((name) => target.addEventListener(name, listener, options));
  return () => names.forEach((name) => target.removeEventListener(name, listener, options));
}
