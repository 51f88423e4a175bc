import { inject, Injectable, NgZone } from '@angular/core';
import { createLastActivity } from '../core/idle/last-activity';
import { AuthError } from '../core/auth-error';
import { AuthStorage } from '../core/storage/auth-storage';
import { SessionTokens } from '../core/tokens/session-tokens';
import { chain } from '../core/maybe-promise';
import { Clock } from '../core/clock';
import { createEmitter } from '../core/emitter';
import { idleCheckedValues } from '../core/idle/idle-at-start';
import { ActivitySource, isIdle, startIdleTimeout } from '../core/idle/idle-timeout';
import { onActivity } from '../browser/user-activity';
import { onWake } from '../browser/page-events';
import { AuthFeature, feature } from './auth-feature';

/** When a user who does nothing is signed out. */
export interface IdleTimeoutOptions {
  /** Idle time in minutes after which the user is signed out. */
  readonly minutes: number;
  /** How many seconds before that the event `idle-warning` is sent. Default 60. */
  readonly warningSeconds?: number;
}

/**
 * Reports activity that the page cannot see: a video that plays, a game pad, a frame of another origin.
 *
 * Does nothing without `withIdleTimeout()`.
 */
@Injectable({ providedIn: 'root' })
export class IdleTimeout {
  /** @internal */
  readonly ɵreports = createEmitter<void>();

  /** Counts as something that the user did now. Cheap enough to call from any event. */
  reportActivity(): void {
    this.ɵreports.emit();
  }
}

/**
 * Signs out a user who did nothing in any tab for a while, and warns before by an event. Time counts while no page is
 * open, too, if the storage outlives the page. See {@link IdleTimeout} for activity that the page cannot see.
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
  // What the start of an application has found, until the server can be told.
  const ended = new WeakMap<AuthStorage, SessionTokens>();
  return feature('idle', 'withIdleTimeout', {
    wrapValues: (texts, key) => (storage, failed, clock, wrote) => {
      const { lastSeen } = noteOf(storage, key, clock);
      const gated = idleCheckedValues(
        texts,
        () => chain(lastSeen(), (seen) => isIdle(seen, clock.now(), limits)),
        (tokens) => ended.set(storage, tokens),
      );
      return gated(storage, failed, clock, wrote);
    },
    backgroundTask: (auth) => {
      const { session, events, clock, config, storage, signIn } = auth;
      const zone = inject(NgZone);
      const left = ended.get(storage);
      ended.delete(storage);
      if (left) signIn.reportSignOut(left, 'idle').catch(() => undefined);
      return startIdleTimeout(
        session,
        () => zone.run(() => void signIn.logout('idle').catch(() => undefined)),
        clock,
        { ...noteOf(storage, config.storageKeys.session, clock), ...pageActivity() },
        limits,
        // What the user does is heard outside the zone.
        (event) => zone.run(() => events.emit(event)),
      );
    },
  });
}

const noteOf = (
  storage: AuthStorage,
  key: string,
  clock: Clock,
): Pick<ActivitySource, 'lastSeen' | 'note'> =>
  createLastActivity(storage, `${key}.activity`, clock);

function pageActivity(): Pick<ActivitySource, 'onActivity' | 'onWake'> {
  const { ɵreports } = inject(IdleTimeout);
  const onPage = onActivity();
  return {
    onWake: onWake(),
    onActivity(listener) {
      const ends = [onPage(listener), ɵreports.subscribe(listener)];
      return () => ends.forEach((end) => end());
    },
  };
}
