import { DOCUMENT, inject, NgZone } from '@angular/core';
import { listenTo } from './page-events';

/** The events that count as user activity. */
const ACTIVITY = 'pointerdown keydown wheel touchstart';

/**
 * Returns a function that listens to user activity on this page and in frames of its origin. Call in an injection
 * context.
 */
export function onActivity(): (listener: () => void) => () => void {
  const zone = inject(NgZone);
  const document = inject(DOCUMENT);
  // Outside the zone, so that a key press doesn't start change detection.
  return (listener) => zone.runOutsideAngular(() => watchPage(document, listener));
}

function watchPage(document: Document, listener: () => void): () => void {
  const pages = new Map<Window, () => void>();

  function watch(page: Window): void {
    // Drop pages that have left their frames, or they stay in memory.
    for (const known of pages.keys()) if (known.closed) pages.delete(known);
    const options = { capture: true, passive: true };
    const stops = [
      listenTo(page, ACTIVITY, listener, options),
      listenTo(page, 'blur', entered, options),
      listenTo(page, 'pointerover', found, options),
      // On the document: the `load` event of a frame doesn't reach the window.
      listenTo(page.document, 'load', found, options),
    ];
    pages.set(page, () => stops.forEach((stop) => stop()));
  }

  /** Watches the page in a frame. Adds listeners each time, because the frame may have loaded another page. */
  function watchFrame(frame: EventTarget | null | undefined): boolean {
    const page = (frame as HTMLIFrameElement | null | undefined)?.contentWindow;
    try {
      if (page?.document) watch(page);
    } catch {
      // A page of another origin throws. Its activity counts only if the application reports it.
    }
    return !!page;
  }

  function found({ target }: Event): void {
    watchFrame(target);
  }

  /** Handles `blur`: the focus may have moved into a frame. Firefox sets `activeElement` only after the event. */
  function entered({ currentTarget }: Event): void {
    const checkFocus = (): void => {
      if (watchFrame((currentTarget as Window).document?.activeElement)) listener();
    };
    setTimeout(checkFocus);
  }

  watch(document.defaultView!);
  watchFrame(document.activeElement);
  return () => pages.forEach((stop) => stop());
}
