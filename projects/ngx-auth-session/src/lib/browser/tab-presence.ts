import { DOCUMENT, isPlatformBrowser } from '@angular/common';
import { DestroyRef, inject, PLATFORM_ID } from '@angular/core';
import { tabOwnedValues } from '../core/storage/tab-owned-values';
import { ValueFactory } from '../core/storage/persisted-value';
import { TabPresence } from '../core/tabs/tab-claims';
import { listenTo } from './page-events';

/** Names the channel between pages, and the event between copies of the library in one document. */
const CHANNEL_NAME = 'ngx-auth-session.line';

/** Opens values that belong to one tab, unless all tabs share the storage. The result runs in an injection context. */
export function valuesOfTab(values: ValueFactory): ValueFactory {
  return (storage, ...more) => {
    const window = inject(DOCUMENT).defaultView!;
    return storage.shared || !isPlatformBrowser(inject(PLATFORM_ID))
      ? values(storage, ...more)
      : tabOwnedValues(values, tabPresence(window), () => window.localStorage)(storage, ...more);
  };
}

/** Wraps Web Locks and BroadcastChannel, through which a tab learns of the other tabs. */
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
        // Rejects if the wait is aborted.
        .catch(() => undefined);
      return () => {
        waiting.abort();
        release();
      };
    },
    connect(receive) {
      let channel: BroadcastChannel | undefined;
      try {
        channel = new BroadcastChannel(CHANNEL_NAME);
        channel.onmessage = ({ data }) => receive(data);
      } catch {
        // An old browser, or a frame without an origin: other pages can't be reached.
      }
      let sending = false;
      const stop = listenTo(
        window,
        CHANNEL_NAME,
        (event) => sending || receive((event as CustomEvent).detail),
      );
      return {
        send(message) {
          // Synchronous, so that another copy of the library in this document gets it before it can start a refresh.
          sending = true;
          window.dispatchEvent(new CustomEvent(CHANNEL_NAME, { detail: message }));
          sending = false;
          channel?.postMessage(message);
        },
        close() {
          stop();
          channel?.close();
        },
      };
    },
    onLeave(left, restored) {
      const stop = listenTo(
        window,
        'pagehide pageshow',
        ({ type, persisted }: Event & { persisted?: boolean }) => {
          // A lock or an open channel would keep the page out of the back/forward cache.
          if (type === 'pagehide') left();
          else if (persisted) restored();
        },
      );
      destroyRef.onDestroy(() => {
        stop();
        left();
      });
      return stop;
    },
  };
}
