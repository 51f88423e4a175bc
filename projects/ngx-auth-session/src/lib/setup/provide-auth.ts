import {
  EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideEnvironmentInitializer,
} from '@angular/core';
import { AuthError } from '../core/auth-error';
import { AUTH_CONFIG, AuthConfigSource, ResolvedAuthConfig } from '../config/auth-config';
import { checkAuthConfig } from '../config/development-checks';
import { AuthFeature } from '../features/auth-feature';
import { AUTH_NAVIGATION, createNavigation } from '../router/auth-navigation';
import { AUTH_RUNTIME } from '../runtime/auth-runtime';
import { createRuntimeRef } from './runtime-ref';
import { AuthService } from '../auth.service';

declare const ngDevMode: unknown;

/**
 * Sets up authentication. Add it to the providers of the application, once.
 *
 * @param config the options, or a function that returns them or a promise of them. The function runs when the library
 * first needs the options, so it may read what an application initializer has loaded. Requests that the application sends
 * before all initializers are done get no token. Neither do requests that the function sends before its first `await`.
 * All other requests wait for the promise, for at most 10 seconds.
 * @param features features such as `withLocalStorage()`, one of each kind
 * @throws AuthError `configuration` in development: for an option that is wrong, or for two features of one kind
 */
export function provideAuth(
  config: AuthConfigSource,
  ...features: readonly AuthFeature[]
): EnvironmentProviders {
  if (ngDevMode) {
    refuseContradictions(features);
    if (typeof config !== 'function') checkAuthConfig(config);
  }
  const parts = features.map(({ ɵparts }) => ɵparts);
  return makeEnvironmentProviders([
    { provide: AUTH_RUNTIME, useFactory: () => createRuntimeRef(config, parts) },
    { provide: AUTH_CONFIG, useFactory: readConfig },
    { provide: AUTH_NAVIGATION, useFactory: createNavigation },
    AuthService,
    parts.map(({ providers = [] }) => providers),
    ngDevMode ? provideEnvironmentInitializer(refuseSecondSession) : [],
  ]);
}

/** Never throws: Angular doesn't call a factory again that threw, and loading the configuration may succeed later. */
function readConfig(): ResolvedAuthConfig {
  const ref = inject(AUTH_RUNTIME);
  if (!ref.config.endpoints) ref.getIfReady();
  return ref.config;
}

function refuseContradictions(features: readonly AuthFeature[]): void {
  for (const [index, { ɵkind, ɵname }] of features.entries()) {
    const other = features.slice(0, index).find((feature) => feature.ɵkind === ɵkind);
    if (other) {
      throw new AuthError(
        'configuration',
        `provideAuth: ${other.ɵname}() and ${ɵname}() exclude each other; keep one`,
      );
    }
  }
}

/** Throws if a parent injector has a session: two sessions in one application would sign each other out. */
function refuseSecondSession(): void {
  if (inject(AUTH_RUNTIME, { optional: true, skipSelf: true })) {
    throw new AuthError(
      'configuration',
      'Authentication is set up twice. Call provideAuth() or AuthModule.forRoot() in the root injector only',
    );
  }
}
