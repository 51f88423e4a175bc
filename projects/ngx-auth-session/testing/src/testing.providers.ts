import { EnvironmentProviders, inject, makeEnvironmentProviders } from '@angular/core';
import {
  AuthConfig,
  provideAuth,
  ɵcreateBackendServer as createBackendServer,
  ɵfeature as feature,
  ɵresolveAuthConfig as resolveAuthConfig,
} from 'ngx-auth-session';
import { ScriptedServer } from './scripted-server';
import { Settling } from './settling';
import { TestedSession } from './tested-session';
import { AuthTestingController } from './testing.controller';
import { AUTH_TESTING_OPTIONS, AuthTestingOptions } from './testing.options';
import { rolesNamedByTest } from './testing.user';

/**
 * Sets up authentication for a test: the library itself, with a scripted server and storage in memory. If you pass a
 * user, roles or claims, that user is signed in from the start.
 *
 * Put it after the providers of the application: it replaces their `provideAuth()` or `AuthModule`.
 *
 * @example
 * TestBed.configureTestingModule({
 *   providers: [provideAuthTesting({ user: { name: 'Ada' }, roles: ['admin'] })],
 * });
 */
export function provideAuthTesting(options: AuthTestingOptions = {}): EnvironmentProviders {
  const testing = feature('backend', 'provideAuthTesting', {
    server: () => createBackendServer(ScriptedServer),
    transport: (auth) => inject(TestedSession).attach(auth),
  });
  return makeEnvironmentProviders([
    { provide: AUTH_TESTING_OPTIONS, useValue: options },
    Settling,
    ScriptedServer,
    TestedSession,
    AuthTestingController,
    provideAuth(() => testedConfig(options), testing),
  ]);
}

/** Returns the application's configuration, changed for the scripted server. */
function testedConfig({ config }: AuthTestingOptions): AuthConfig | Promise<AuthConfig> {
  const given = typeof config === 'function' ? config() : config;
  return given instanceof Promise ? given.then(withoutServer) : withoutServer(given);
}

function withoutServer(given: AuthConfig = { endpoints: { login: '/login' } }): AuthConfig {
  return {
    ...given,
    roles: rolesNamedByTest(resolveAuthConfig(given).roles),
    refreshCooldownMs: 0,
  };
}
