import { DOCUMENT, inject, NgZone } from '@angular/core';
import { listenTo } from './page-events';

/** What counts as doing something. */
const ACTIVITY = 'pointerdown keydown wheel touchstart';

/**
 * Makes the function that listens for what the user does on this page, frames of its origin included. Call in an injection
 * context.
 */
export function onActivity(): (listener: () => void) => () => void {
  const zone = inject(NgZone);
  const document = inject(DOCUMENT);
  // Outside the zone: not every key that is pressed is a reason to look for changes.
  return (listener) => zone.runOutsideAngular(() => watchPage(document, listener));
}

function watchPage(document: Document, listener: () => void): () => void {
  const pages = new Map<Window, () => void>();

  function watch(page: Window): void {
    // A page that has left its frame must not be kept in memory.
    for (const known of pages.keys()) if (known.closed) pages.delete(known);
    const options = { capture: true, passive: true };
    const ends = [
      listenTo(page, ACTIVITY, listener, options),
      listenTo(page, 'blur', entered, options),
      listenTo(page, 'pointerover', found, options),
      // In the document, because the window does not hear of it.
      listenTo(page.document, 'load', found, options),
    ];
    pages.set(page, () => ends.forEach((end) => end()));
  }

  /** Watches the page in a frame, anew each time: one that a frame has loaded since has no listeners yet. */
  function follow(frame: EventTarget | null | undefined): boolean {
    const page = (frame as HTMLIFrameElement | null | undefined)?.contentWindow;
    try {
      // Throws for a page of another origin, which nobody can listen to.
      if (page?.document) watch(page);
    } catch {
      // What happens there stays unseen, unless the application reports it.
    }
    return !!page;
  }

  function found({ target }: Event): void {
    follow(target);
  }

  /** When the focus moves into a frame, the window loses it. Firefox tells where it went a moment later. */
  function entered({ currentTarget }: Event): void {
    const look = (): void => {
      if (follow((currentTarget as Window).document?.activeElement)) listener();
    };
    setTimeout(look);
  }

  watch(document.defaultView!);
  follow(document.activeElement);
  return () => pages.forEach((end) => end());
}
