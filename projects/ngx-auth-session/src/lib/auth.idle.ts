import { DOCUMENT, inject, NgZone } from '@angular/core';
import { AuthError } from './core/auth-error';
import { Activity, startIdleTimeout } from './core/idle-timeout';
import { listen } from './auth.browser';
import { AuthFeature, companionFeature } from './auth.features';

/** When a user who does nothing is signed out. */
export interface IdleTimeoutOptions {
  /** Idle time in minutes after which the user is signed out. */
  readonly minutes: number;
  /** How many seconds before that the event `idle-warning` is sent. Default 60. */
  readonly warningSeconds?: number;
}

/** What counts as doing something. */
const ACTIVITY = 'pointerdown keydown wheel touchstart';

/**
 * Signs out a user who has touched nothing in any tab for a while, and warns before by an event.
 *
 * @throws AuthError `configuration` for a time that is not positive
 */
export function withIdleTimeout({ minutes, warningSeconds = 60 }: IdleTimeoutOptions): AuthFeature {
  if (!(minutes > 0 && Number.isFinite(minutes))) {
    throw new AuthError(
      'configuration',
      `withIdleTimeout: minutes must be positive; it is ${minutes}`,
    );
  }
  const limits = { idleMs: minutes * 60_000, warningMs: warningSeconds * 1_000 };
  return companionFeature('idle', 'withIdleTimeout', (auth) => {
    const { session, events, clock, config, storage } = auth;
    const zone = inject(NgZone);
    const signOut = (): void =>
      zone.run(() => void auth.signIn.logout('idle').catch(() => undefined));
    const activity = browserActivity(
      storage.shared ? `${config.storageKeys.session}.activity` : null,
    );
    return startIdleTimeout(session, signOut, clock, activity, limits, events.emit);
  });
}

/** @param sharedKey where tabs tell one another; `null` where each is on its own */
function browserActivity(sharedKey: string | null): Activity {
  const window = inject(DOCUMENT).defaultView!;
  const zone = inject(NgZone);
  let seen = 0;
  return {
    // Outside the zone: not every key that is pressed is a reason to look for changes.
    onActivity: (listener) =>
      zone.runOutsideAngular(() =>
        listen(window, ACTIVITY, listener, { capture: true, passive: true }),
      ),
    lastSeen: () => Math.max(seen, (sharedKey && readTime(window, sharedKey)) || 0),
    note: (time) => {
      seen = time;
      try {
        if (sharedKey) window.localStorage.setItem(sharedKey, `${time}`);
      } catch {
        // This tab then counts by itself.
      }
    },
  };
}

function readTime(window: Window, key: string): number {
  try {
    return Number(window.localStorage.getItem(key));
  } catch {
    return 0;
  }
}
