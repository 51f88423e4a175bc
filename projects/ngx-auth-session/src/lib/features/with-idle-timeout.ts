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

/** The options of `withIdleTimeout()`. */
export interface IdleTimeoutOptions {
  /** Idle time after which the user is signed out, in minutes. Required. */
  readonly minutes: number;
  /** How long before the sign-out the event `idle-warning` is sent, in seconds. Default 60. */
  readonly warningSeconds?: number;
}

/**
 * Reports user activity that the library can't detect: a video that plays, a game pad, a frame of another origin. Has no
 * effect without `withIdleTimeout()`.
 */
@Injectable({ providedIn: 'root' })
export class IdleTimeout {
  /** @internal */
  readonly ɵreports = createEmitter<void>();

  /** Restarts the idle time. Cheap enough to call from any event. */
  reportActivity(): void {
    this.ɵreports.emit();
  }
}

/**
 * Signs out a user who was idle in all tabs for the given time. Before that, sends the event `idle-warning`. Time without
 * an open page counts too, if the storage outlives the page. Report other activity through {@link IdleTimeout}.
 *
 * @throws AuthError `configuration` if `minutes` is not a positive number
 */
export function withIdleTimeout({ minutes, warningSeconds = 60 }: IdleTimeoutOptions): AuthFeature {
  if (!(minutes > 0 && Number.isFinite(minutes))) {
    throw new AuthError(
      'configuration',
      `withIdleTimeout: minutes must be positive; it is ${minutes}`,
    );
  }
  const limits = { idleMs: minutes * 60_000, warningMs: warningSeconds * 1_000 };
  // Tokens of a session that was idle at start, until the server can be called to revoke them.
  const idleAtStart = new WeakMap<AuthStorage, SessionTokens>();
  return feature('idle', 'withIdleTimeout', {
    wrapValues: (values, key) => (storage, failed, clock, wrote) => {
      const { lastSeen } = storedActivity(storage, key, clock);
      const checkedValues = idleCheckedValues(
        values,
        () => chain(lastSeen(), (seen) => isIdle(seen, clock.now(), limits)),
        (tokens) => idleAtStart.set(storage, tokens),
      );
      return checkedValues(storage, failed, clock, wrote);
    },
    backgroundTask: (auth) => {
      const { session, events, clock, config, storage, signIn } = auth;
      const zone = inject(NgZone);
      const idleTokens = idleAtStart.get(storage);
      idleAtStart.delete(storage);
      if (idleTokens) signIn.reportSignOut(idleTokens, 'idle').catch(() => undefined);
      return startIdleTimeout(
        session,
        () => zone.run(() => void signIn.logout('idle').catch(() => undefined)),
        clock,
        { ...storedActivity(storage, config.storageKeys.session, clock), ...pageActivity() },
        limits,
        // Activity is detected outside the zone.
        (event) => zone.run(() => events.emit(event)),
      );
    },
  });
}

const storedActivity = (
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
      const stops = [onPage(listener), ɵreports.subscribe(listener)];
      return () => stops.forEach((stop) => stop());
    },
  };
}
