import { Type } from '@angular/core';
import { AuthBackend } from '../http/auth-backend';
import { createBackendServer } from '../http/backend-server';
import { AuthFeature, feature } from './auth-feature';

/**
 * Calls the server through your own injectable class instead of through `endpoints`. The feature provides the class.
 */
export function withBackend(backend: Type<AuthBackend>): AuthFeature {
  return feature('backend', 'withBackend', {
    server: () => createBackendServer(backend),
    providers: [backend],
  });
}
