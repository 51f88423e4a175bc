import { DOCUMENT, inject } from '@angular/core';

/**
 * The event that notifies other copies of the library in this document of a storage write. `storage` events reach other
 * documents only.
 */
export const STORAGE_WRITTEN = 'ngx-auth-session';

/** Returns a function that checks that the page is visible and the device online. Call in an injection context. */
export function isPageActive(): () => boolean {
  const document = inject(DOCUMENT);
  return () => !document.hidden && document.defaultView!.navigator.onLine;
}

/**
 * Returns a function that adds a listener for the events of a page or device that wakes up. Call in an injection
 * context.
 */
export function onWake(): (listener: (event: Event) => void) => () => void {
  const window = inject(DOCUMENT).defaultView!;
  return (listener) => listenTo(window, 'focus online pageshow visibilitychange', listener);
}

/** Listens to events, whose names are separated by spaces. Returns a function that stops listening. */
export function listenTo(
  target: EventTarget,
  events: string,
  listener: (event: Event) => void,
  // In the capture phase, the window also gets events of its document that don't bubble.
  options: AddEventListenerOptions | boolean = true,
): () => void {
  const names = events.split(' ');
  names.forEach((name) => target.addEventListener(name, listener, options));
  return () => names.forEach((name) => target.removeEventListener(name, listener, options));
}
