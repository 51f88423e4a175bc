import { DOCUMENT, isPlatformBrowser } from '@angular/common';
import { DestroyRef, inject, PLATFORM_ID } from '@angular/core';
import { tabOwnedValues } from '../core/storage/tab-owned-value';
import { ValueFactory } from '../core/storage/persisted-value';
import { TabPresence } from '../core/tabs/tab-claims';
import { listenTo } from './page-events';

/** The channel between pages, and the event between copies of the library in one document. */
const CHANNEL_NAME = 'ngx-auth-session.line';

/** Opens texts that are kept to one tab, unless all tabs share the storage. To be called in an injection context. */
export function valuesOfTab(texts: ValueFactory): ValueFactory {
  return (storage, ...more) => {
    const window = inject(DOCUMENT).defaultView!;
    return storage.shared || !isPlatformBrowser(inject(PLATFORM_ID))
      ? texts(storage, ...more)
      : tabOwnedValues(texts, tabPresence(window), () => window.localStorage)(storage, ...more);
  };
}

/** What a browser offers to pages that must know of one another. */
function tabPresence(window: Window): TabPresence {
  const destroyRef = inject(DestroyRef);
  const { locks } = window.navigator;
  return {
    locks,
    hold(name, granted) {
      if (!locks) return () => undefined;
      const waiting = new AbortController();
      let release!: () => void;
      const held = new Promise<void>((resolve) => (release = resolve));
      const { signal } = waiting;
      locks
        .request(name, { signal }, () => {
          granted();
          return held;
        })
        // The wait was stopped.
        .catch(() => undefined);
      return () => {
        waiting.abort();
        release();
      };
    },
    connect(hear) {
      let channel: BroadcastChannel | undefined;
      try {
        channel = new BroadcastChannel(CHANNEL_NAME);
        channel.onmessage = ({ data }) => hear(data);
      } catch {
        // An old browser, or a frame without an origin of its own: no other page can be asked.
      }
      let sending = false;
      const end = listenTo(
        window,
        CHANNEL_NAME,
        (event) => sending || hear((event as CustomEvent).detail),
      );
      return {
        send(message) {
          // A copy of the library in this document hears it at once, before it can begin a refresh.
          sending = true;
          window.dispatchEvent(new CustomEvent(CHANNEL_NAME, { detail: message }));
          sending = false;
          channel?.postMessage(message);
        },
        close() {
          end();
          channel?.close();
        },
      };
    },
    onLeave(left, restored) {
      const end = listenTo(
        window,
        'pagehide pageshow',
        ({ type, persisted }: Event & { persisted?: boolean }) => {
          // A lock or an open channel would keep the page out of the cache for "back".
          if (type === 'pagehide') left();
          else if (persisted) restored();
        },
      );
      destroyRef.onDestroy(() => {
        end();
        left();
      });
      return end;
    },
  };
}
