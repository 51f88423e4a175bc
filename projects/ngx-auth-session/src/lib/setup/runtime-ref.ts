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

/** Timeout of the promise that a configuration function returns. */
const CONFIG_TIMEOUT_MS = 10_000;

const UNKNOWN: SessionState<AuthUser> = { status: 'unknown', tokens: null, user: null };

/**
 * Creates the reference to the runtime. The first call of `get()` creates the runtime itself. Call in an injection
 * context.
 *
 * The runtime has no provider of its own, because Angular never calls a factory again that threw, and the configuration
 * may fail now and load later.
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
  let current: AuthRuntime | undefined;
  let loading: Promise<AuthRuntime> | undefined;
  // `true` while the configuration function or the constructor of a part runs.
  let creating = false;

  function create(options: AuthConfig): AuthRuntime {
    Object.assign(config, resolveAuthConfig(options));
    current = runInInjectionContext(injector, () => createRuntime(config, clock, events, features));
    current.session.subscribe(stateChanges.emit);
    stateChanges.emit(current);
    return current;
  }

  function get(): MaybePromise<AuthRuntime> {
    if (destroyRef.destroyed) throw new AuthError('destroyed');
    const known = current ?? loading;
    if (known) return known;
    try {
      if (creating) {
        throw new Error(
          ngDevMode ? 'a method of AuthService was called before the setup was complete' : '',
        );
      }
      creating = true;
      const options =
        typeof source === 'function' ? runInInjectionContext(injector, source) : source;
      if (!isPromiseLike(options)) return create(options);
      loading = within(clock, CONFIG_TIMEOUT_MS, options)
        .then(create)
        .catch(fail)
        .finally(() => (loading = undefined));
      loading.catch(() => undefined);
      return loading;
    } catch (error) {
      return fail(error);
    } finally {
      creating = false;
    }
  }

  function getIfReady(): MaybePromise<AuthRuntime> | undefined {
    if (creating) return undefined;
    if (!current && typeof source === 'function' && !initializers.done) {
      // The function may read what an initializer is still loading.
      initializers.donePromise.then(getIfReady, () => undefined);
      return undefined;
    }
    try {
      return get();
    } catch (error) {
      if (ngDevMode) console.warn('ngx-auth-session: requests get no access token.', error);
      return undefined;
    }
  }

  return {
    events,
    stateChanges,
    config,
    get current() {
      return current;
    },
    state: () => current?.session.state() ?? UNKNOWN,
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
