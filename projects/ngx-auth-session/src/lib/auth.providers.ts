import {
  EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideEnvironmentInitializer,
} from '@angular/core';
import { AuthError } from './core/auth-error';
import { createRuntime } from './auth.composition';
import { AUTH_CONFIG, AuthConfig, AuthUser } from './auth.config';
import { resolveAuthConfig } from './auth.config-resolver';
import { AuthFeature } from './auth.features';
import { AUTH_NAVIGATION, createNavigation } from './auth.navigation';
import { AUTH_RUNTIME } from './auth.runtime';
import { AuthService } from './auth.service';

declare const ngDevMode: unknown;

/**
 * Sets up authentication. Goes into the providers of the application, once.
 *
 * @param config the options, or a function that gives them; it runs in an injection context when
 * authentication is first used, so that it may read what an application initializer has loaded
 * @param features additions such as `withLocalStorage()`
 * @throws AuthError `configuration` for features that contradict each other
 */
export function provideAuth<U = AuthUser>(
  config: AuthConfig<U> | (() => AuthConfig<U>),
  ...features: readonly AuthFeature[]
): EnvironmentProviders {
  if (ngDevMode) refuseContradictions(features);
  const parts = features.map(({ ɵparts }) => ɵparts);
  return makeEnvironmentProviders([
    {
      provide: AUTH_CONFIG,
      useFactory: () => resolveAuthConfig(typeof config === 'function' ? config() : config),
    },
    { provide: AUTH_RUNTIME, useFactory: () => createRuntime(parts) },
    { provide: AUTH_NAVIGATION, useFactory: createNavigation },
    AuthService,
    parts.map(({ providers = [] }) => providers),
    ngDevMode ? provideEnvironmentInitializer(refuseSecondSession) : [],
  ]);
}

function refuseContradictions(features: readonly AuthFeature[]): void {
  for (const [index, { ɵkind, ɵname }] of features.entries()) {
    const other = features.slice(0, index).find((feature) => feature.ɵkind === ɵkind);
    if (other) {
      throw new AuthError(
        'configuration',
        `provideAuth: ${other.ɵname}() and ${ɵname}() contradict each other; keep one`,
      );
    }
  }
}

/** Two sessions in one application would sign each other out. */
function refuseSecondSession(): void {
  if (inject(AUTH_RUNTIME, { optional: true, skipSelf: true })) {
    throw new AuthError(
      'configuration',
      'Authentication is set up twice: keep provideAuth() or AuthModule.forRoot() at the root only',
    );
  }
}
