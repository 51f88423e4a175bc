// Setup
export { provideAuth } from './lib/setup/provide-auth';
export { AuthModule } from './lib/setup/auth.module';
export { withBackend } from './lib/features/with-backend';
export { withDebugLog } from './lib/features/with-debug-log';
export { IdleTimeout, withIdleTimeout } from './lib/features/with-idle-timeout';
export type { IdleTimeoutOptions } from './lib/features/with-idle-timeout';
export { withRefreshCookie } from './lib/features/with-refresh-cookie';
export type { RefreshCookieOptions } from './lib/features/with-refresh-cookie';
export { withScheduledRefresh } from './lib/features/with-scheduled-refresh';
export { withLocalStorage, withSessionStorage, withStorage } from './lib/features/with-storage';
export type { AuthFeature, AuthFeatureKind } from './lib/features/auth-feature';

// Configuration
export { AUTH_CONFIG } from './lib/config/auth-config';
export type { AuthConfig, AuthConfigSource, ResolvedAuthConfig } from './lib/config/auth-config';
export type { AuthCredentials, AuthTypes, AuthUser } from './lib/core/auth-user';
export type {
  AuthEndpoints,
  EndpointInput,
  EndpointOptions,
  ResolvedEndpoint,
  ResolvedEndpoints,
} from './lib/config/auth-endpoints';
export type { AllowedOrigin } from './lib/core/urls/origin-allow-list';
export type { StorageKeys } from './lib/core/storage/legacy-tokens';

// The session
export { AuthService } from './lib/auth.service';
export type { AuthStatus } from './lib/core/session/auth-session';
export type { AuthEvent, SignOutReason } from './lib/core/auth-event';
export type { TokenSet } from './lib/core/tokens/session-tokens';

// Requests
export { authInterceptor, AuthInterceptor } from './lib/http/auth-interceptor';
export { SKIP_AUTH, withoutAuth } from './lib/http/request-context';
export { withOptionalAuth } from './lib/http/optional-auth';

// Routes
export { authGuard, guestGuard, roleGuard } from './lib/router/auth-guards';
export type { AuthGuardFn } from './lib/router/auth-guards';

// Errors
export { AuthError, isAuthError } from './lib/core/auth-error';
export type { AuthErrorCode, AuthErrorDetails } from './lib/core/auth-error';

// Replaceable parts and separate functions
export type { AuthBackend } from './lib/http/auth-backend';
export type { AuthResponse, TokenPair } from './lib/core/auth-server';
export type { AuthStorage } from './lib/core/storage/auth-storage';
export type { MaybePromise } from './lib/core/maybe-promise';
export { decodeJwt } from './lib/core/tokens/jwt';
export type { JwtClaims } from './lib/core/tokens/jwt';

// Internal: for the other entry points of this package
export { createBackendServer as ɵcreateBackendServer } from './lib/http/backend-server';
export { resolveAuthConfig as ɵresolveAuthConfig } from './lib/config/resolve-config';
export { feature as ɵfeature } from './lib/features/auth-feature';
export type { AuthTransport as ɵAuthTransport } from './lib/runtime/auth-sender';
export type { AuthRuntime as ɵAuthRuntime } from './lib/runtime/auth-runtime';
