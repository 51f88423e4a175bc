// Setting up
export { provideAuth } from './lib/auth.providers';
export { AuthModule } from './lib/auth.module';
export {
  withBackend,
  withDebugLog,
  withLocalStorage,
  withRefreshCookie,
  withScheduledRefresh,
  withSessionStorage,
  withStorage,
} from './lib/auth.features';
export type { AuthFeature, AuthFeatureKind } from './lib/auth.features';
export { IdleTimeout, withIdleTimeout } from './lib/auth.idle';
export type { IdleTimeoutOptions } from './lib/auth.idle';
export type { RefreshCookieOptions } from './lib/auth.http-server';

// Configuration
export { AUTH_CONFIG } from './lib/auth.config';
export type { AuthConfig, AuthConfigSource, ResolvedAuthConfig } from './lib/auth.config';
export type { AuthCredentials, AuthTypes, AuthUser } from './lib/core/auth-user';
export type {
  AuthEndpoints,
  EndpointInput,
  EndpointOptions,
  ResolvedEndpoint,
  ResolvedEndpoints,
} from './lib/auth.endpoint';
export type { AllowedOrigin } from './lib/core/request-scope';
export type { StorageKeys } from './lib/core/left-tokens';

// The session
export { AuthService } from './lib/auth.service';
export type { AuthStatus } from './lib/core/auth-session';
export type { AuthEvent, SignOutReason } from './lib/core/auth-event';
export type { TokenGrant } from './lib/core/auth-tokens';

// Requests
export { authInterceptor, AuthInterceptor } from './lib/auth.interceptor';
export { SKIP_AUTH, withoutAuth } from './lib/auth.context';
export { withOptionalAuth } from './lib/auth.optional';

// Routes
export { authGuard, guestGuard, roleGuard } from './lib/auth.guards';
export type { AuthGuardFn } from './lib/auth.guards';

// Errors
export { AuthError, isAuthError } from './lib/core/auth-error';
export type { AuthErrorCode, AuthErrorDetails } from './lib/core/auth-error';

// Parts to replace or to use by themselves
export type { AuthBackend } from './lib/auth.backend';
export type { AuthGrant, HeldTokens } from './lib/core/auth-server';
export type { AuthStorage } from './lib/core/auth-storage';
export type { Awaitable } from './lib/core/awaitable';
export { decodeJwt } from './lib/core/jwt';
export type { JwtClaims } from './lib/core/jwt';

// For the entry points beside this one
export { createBackendServer as ɵcreateBackendServer } from './lib/auth.backend-server';
export { resolveAuthConfig as ɵresolveAuthConfig } from './lib/auth.config-resolver';
export { feature as ɵfeature } from './lib/auth.features';
export type { AuthTransport as ɵAuthTransport } from './lib/auth.context';
export type { AuthRuntime as ɵAuthRuntime } from './lib/auth.runtime';
