import {
  EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideEnvironmentInitializer,
} from '@angular/core';
import { AuthError } from './core/auth-error';
import { memoryStorage } from './core/auth-storage';
import { AuthBackend } from './auth.backend';
import { AUTH_CONFIG, AuthConfig, AuthUser } from './auth.config';
import { resolveAuthConfig } from './auth.config-resolver';
import { AuthFeature } from './auth.features';
import { HttpAuthBackend } from './auth.http-backend';
import { AuthNavigation } from './auth.navigation';
import { AUTH_STORAGE, AuthRuntime } from './auth.runtime';
import { AuthScope } from './auth.scope';
import { BackendServer } from './auth.server';
import { AuthService } from './auth.service';

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
  refuseContradictions(features);
  return makeEnvironmentProviders([
    {
      provide: AUTH_CONFIG,
      useFactory: () => resolveAuthConfig(typeof config === 'function' ? config() : config),
    },
    { provide: AUTH_STORAGE, useFactory: memoryStorage },
    { provide: AuthBackend, useClass: HttpAuthBackend },
    AuthScope,
    BackendServer,
    AuthRuntime,
    AuthNavigation,
    AuthService,
    provideEnvironmentInitializer(refuseSecondSession),
    ...features.map(({ ɵproviders }) => ɵproviders),
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
  if (inject(AUTH_STORAGE, { optional: true, skipSelf: true })) {
    throw new AuthError(
      'configuration',
      'Authentication is set up twice: keep provideAuth() or AuthModule.forRoot() at the root only',
    );
  }
}
