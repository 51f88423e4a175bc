import { DOCUMENT, inject } from '@angular/core';

/**
 * The event that tells other copies of the library in this document that storage has changed. `storage` events reach
 * other documents only.
 */
export const STORAGE_WRITTEN = 'ngx-auth-session';

/** Returns a check whether the page is visible and the device is online. Call in an injection context. */
export function isPageActive(): () => boolean {
  const document = inject(DOCUMENT);
  return () => !document.hidden && document.defaultView!.navigator.onLine;
}

/**
 * Returns a function that adds a listener to the events that say that the page or the device wakes up. Call in an
 * injection context.
 */
export function onWake(): (listener: (event: Event) => void) => () => void {
  const window = inject(DOCUMENT).defaultView!;
  return (listener) => listenTo(window, 'focus online pageshow visibilitychange', listener);
}

/** Listens to events, named with spaces between. The returned function stops listening. */
export function listenTo(
  target: EventTarget,
  events: string,
  listener: (event: Event) => void,
  // In the capture phase, the window also hears what is sent to its document.
  options: AddEventListenerOptions | boolean = true,
): () => void {
  const names = events.split(' ');
  names.forEach((name) => target.addEventListener(name, listener, options));
  return () => names.forEach((name) => target.removeEventListener(name, listener, options));
}
