import {
  ApplicationInitStatus,
  DestroyRef,
  EnvironmentInjector,
  inject,
  runInInjectionContext,
} from '@angular/core';
import { AuthError, isAuthError } from '../core/auth-error';
import { createAuthEvents } from '../core/auth-event';
import { SessionState } from '../core/session/auth-session';
import { AuthUser } from '../core/auth-user';
import { MaybePromise, isPromiseLike } from '../core/maybe-promise';
import { within } from '../core/clock';
import { createEmitter } from '../core/emitter';
import { browserClock } from '../browser/browser-clock';
import { createRuntime } from './create-runtime';
import { AuthConfig, AuthConfigSource, ResolvedAuthConfig } from '../config/auth-config';
import { resolveAuthConfig } from '../config/resolve-config';
import { FeatureParts, AuthRuntime, AuthRuntimeRef } from '../runtime/auth-runtime';

declare const ngDevMode: unknown;

/** How long a configuration may take to load. */
const CONFIG_TIMEOUT_MS = 10_000;

const UNKNOWN: SessionState<AuthUser> = { status: 'unknown', tokens: null, user: null };

/**
 * Makes the runtime when it is first needed and its configuration is there. Call in an injection context.
 *
 * Nothing here is a factory of the injector: one that throws, because the settings are still being loaded, could never
 * be called again.
 */
export function createRuntimeRef(
  source: AuthConfigSource,
  features: readonly FeatureParts[],
): AuthRuntimeRef {
  const injector = inject(EnvironmentInjector);
  const initializers = inject(ApplicationInitStatus);
  const destroyRef = inject(DestroyRef);
  const clock = browserClock(destroyRef);
  const events = createAuthEvents();
  const stateChanges = createEmitter<unknown>();
  const config = {} as ResolvedAuthConfig;
  let made: AuthRuntime | undefined;
  let loading: Promise<AuthRuntime> | undefined;
  // The configuration function, or a part that it names, is running.
  let busy = false;

  function make(given: AuthConfig): AuthRuntime {
    Object.assign(config, resolveAuthConfig(given));
    made = runInInjectionContext(injector, () => createRuntime(config, clock, events, features));
    made.session.subscribe(stateChanges.emit);
    stateChanges.emit(made);
    return made;
  }

  function get(): MaybePromise<AuthRuntime> {
    if (destroyRef.destroyed) throw new AuthError('destroyed');
    const known = made ?? loading;
    if (known) return known;
    try {
      if (busy) throw new Error(ngDevMode ? 'provideAuth() needs AuthService to be set up' : '');
      busy = true;
      const given = typeof source === 'function' ? runInInjectionContext(injector, source) : source;
      if (!isPromiseLike(given)) return make(given);
      loading = within(clock, CONFIG_TIMEOUT_MS, given)
        .then(make)
        .catch(fail)
        .finally(() => (loading = undefined));
      loading.catch(() => undefined);
      return loading;
    } catch (error) {
      return fail(error);
    } finally {
      busy = false;
    }
  }

  function getIfReady(): MaybePromise<AuthRuntime> | undefined {
    if (busy) return undefined;
    if (!made && typeof source === 'function' && !initializers.done) {
      // The function may read what an initializer has yet to load.
      initializers.donePromise.then(getIfReady, () => undefined);
      return undefined;
    }
    try {
      return get();
    } catch (error) {
      if (ngDevMode) console.warn('ngx-auth-session: no request carries a token.', error);
      return undefined;
    }
  }

  return {
    events,
    stateChanges,
    config,
    get current() {
      return made;
    },
    state: () => made?.session.state() ?? UNKNOWN,
    get,
    getIfReady,
  };
}

function fail(cause: unknown): never {
  throw isAuthError(cause) && cause.code === 'configuration'
    ? cause
    : new AuthError(
        'configuration',
        ngDevMode
          ? `The configuration function of provideAuth() failed: ${String(cause)}`
          : undefined,
        { cause },
      );
}
