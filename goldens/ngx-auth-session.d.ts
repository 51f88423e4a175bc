import { HttpResponse, HttpErrorResponse, HttpRequest, HttpHandlerFn, HttpEvent, HttpContextToken, HttpContext, HttpInterceptor, HttpInterceptorFn } from '@angular/common/http';

import * as i0 from '@angular/core';

import { InjectionToken, Provider, Type, EnvironmentProviders, ModuleWithProviders, Signal } from '@angular/core';

import { Route, ActivatedRouteSnapshot, UrlSegment, RouterStateSnapshot, MaybeAsync, GuardResult } from '@angular/router';

import { Observable } from 'rxjs';

declare const AUTH_CONFIG: InjectionToken<ResolvedAuthConfig>;

interface AllowedOrigin {
    readonly origin: string;
    readonly path: string;
}

interface AuthBackend {
    login(credentials: AuthCredentials): Observable<AuthGrant>;
    prepare?(): Promise<unknown>;
    refresh?(tokens: HeldTokens): Observable<AuthGrant>;
    logout?(tokens: HeldTokens): Observable<unknown>;
    user?(tokens: HeldTokens): Observable<AuthUser | null>;
}

interface AuthCarrier {
    readonly mayCarryToken: (url: string) => boolean;
    readonly transport: AuthTransport;
}

type AuthCompanion = (auth: AuthRuntime) => () => void;

interface AuthConfig {
    readonly endpoints: AuthEndpoints;
    readonly storageKeys?: Partial<StorageKeys>;
    readonly allowedOrigins?: readonly string[];
    readonly sameOriginPaths?: readonly string[];
    readonly allowInsecureHttpOrigins?: readonly string[];
    readonly tokenHeader?: {
        readonly name?: string;
        readonly scheme?: string;
    };
    readonly loginUrl?: string;
    readonly homeUrl?: string;
    readonly forbiddenUrl?: string;
    readonly returnUrlParam?: string;
    readonly roles?: (user: AuthUser | null, claims: JwtClaims | null) => readonly string[];
    readonly deviceId?: () => string | Promise<string>;
    readonly isAuthFailure?: (response: HttpErrorResponse) => boolean;
    readonly isRefreshRejection?: (response: HttpErrorResponse) => boolean;
    readonly signRequest?: (request: HttpRequest<unknown>, accessToken: string) => HttpRequest<unknown> | Promise<HttpRequest<unknown>>;
    readonly refreshMarginSeconds?: number;
    readonly refreshTimeoutMs?: number;
    readonly lockTimeoutMs?: number;
    readonly refreshCooldownMs?: number;
}

type AuthConfigSource = AuthConfig | (() => AuthConfig | Promise<AuthConfig>);

type AuthCredentials = AuthTypes extends {
    credentials: infer Credentials;
} ? Credentials : object;

interface AuthEndpoints {
    readonly login: string | EndpointOptions<AuthGrant>;
    readonly refresh?: string | EndpointOptions<AuthGrant>;
    readonly logout?: string | EndpointOptions<unknown>;
    readonly user?: string | EndpointOptions<AuthUser | null | undefined>;
}

declare class AuthError extends Error implements AuthErrorDetails {
    readonly code: AuthErrorCode;
    readonly name = "AuthError";
    readonly status?: number;
    readonly retryAfterSeconds?: number;
    readonly [BRAND] = true;
    constructor(code: AuthErrorCode, message?: string, details?: AuthErrorDetails);
}

type AuthErrorCode = 'configuration' | 'credentials-rejected' | 'destroyed' | 'invalid-response' | 'network' | 'no-session' | 'rate-limited' | 'server' | 'session-expired' | 'storage' | 'superseded' | 'timeout';

interface AuthErrorDetails {
    readonly cause?: unknown;
    readonly status?: number;
    readonly retryAfterSeconds?: number;
}

type AuthEvent = {
    readonly type: 'signed-in';
    readonly by: 'login' | 'tokens' | 'restore' | 'other-tab';
} | {
    readonly type: 'signed-out';
    readonly by: SignOutReason;
} | {
    readonly type: 'session-expired';
    readonly error: AuthError;
} | {
    readonly type: 'refreshed';
    readonly by: 'server' | 'other-tab';
} | {
    readonly type: 'refresh-failed';
    readonly error: AuthError;
} | {
    readonly type: 'user-failed';
    readonly error: AuthError;
} | {
    readonly type: 'forbidden';
    readonly roles: readonly string[];
    readonly url: string;
} | {
    readonly type: 'storage-failed';
    readonly error: AuthError;
} | {
    readonly type: 'idle-warning';
    readonly seconds: number;
} | {
    readonly type: 'idle-warning-ended';
};

interface AuthFeature {
    readonly ɵkind: AuthFeatureKind;
    readonly ɵname: string;
    readonly ɵparts: AuthParts;
}

type AuthFeatureKind = 'storage' | 'backend' | 'transport' | 'schedule' | 'idle' | 'debug';

interface AuthGrant<U = AuthUser> extends TokenGrant {
    readonly user?: U | null;
}

type AuthGuardFn = (route: Route | ActivatedRouteSnapshot, target: UrlSegment[] | RouterStateSnapshot) => MaybeAsync<GuardResult>;

declare class AuthInterceptor implements HttpInterceptor {
    intercept(request: HttpRequest<unknown>, next: {
        handle: HttpHandlerFn;
    }): Observable<HttpEvent<unknown>>;
}

declare class AuthModule {
    static forRoot(config: AuthConfigSource, ...features: readonly AuthFeature[]): ModuleWithProviders<AuthModule>;
}

interface AuthParts {
    readonly storage?: () => AuthStorage;
    readonly texts?: TextsOf;
    readonly gate?: (texts: TextsOf, key: string) => TextsOf;
    readonly server?: (setsCookie: boolean) => AuthServer<AuthUser>;
    readonly cookie?: () => CookieHeaders;
    readonly turns?: typeof createCookieTurns;
    readonly search?: typeof searchSession;
    readonly transport?: (auth: AuthRuntime) => AuthTransport;
    readonly companion?: AuthCompanion;
    readonly providers?: Provider[];
}

interface AuthRuntime extends AuthCarrier {
    readonly config: ResolvedAuthConfig;
    readonly storage: AuthStorage;
    readonly clock: Clock;
    readonly events: Emitter<AuthEvent>;
    readonly session: AuthSession<AuthUser>;
    readonly refresher: TokenRefresher;
    readonly signIn: SignIn;
    readonly currentUser: CurrentUser<AuthUser>;
    readonly inBrowser: boolean;
    readonly signed: WeakSet<HttpRequest<unknown>>;
    readonly sentInSession: WeakSet<HttpRequest<unknown>>;
    readonly inVain: RefreshCooldown;
    readonly whenRestored: () => Awaitable<void>;
    readonly roles: (state?: SessionState<AuthUser>) => readonly string[];
    isPageForUsers?: () => boolean;
    command?: Promise<unknown>;
}

interface AuthServer<U> {
    login(credentials: unknown): Promise<AuthGrant<U>>;
    prepare?(): Promise<unknown>;
    canRefresh(tokens: HeldTokens): boolean;
    readonly setsCookie: boolean;
    refresh(tokens: HeldTokens): Call<AuthGrant<U>>;
    readonly logoutNeedsAccess?: boolean;
    logout(tokens: HeldTokens): Promise<void>;
    user?(tokens: HeldTokens): Promise<U | null>;
}

declare class AuthService {
    readonly status: Signal<AuthStatus>;
    readonly isAuthenticated: Signal<boolean>;
    readonly user: Signal<AuthUser | null>;
    readonly claims: Signal<JwtClaims | null>;
    readonly roles: Signal<readonly string[]>;
    readonly expiresAt: Signal<number | null>;
    readonly user$: Observable<AuthUser | null>;
    readonly isAuthenticated$: Observable<boolean>;
    readonly events$: Observable<AuthEvent>;
    constructor();
    login(credentials: AuthCredentials): Observable<AuthUser | null>;
    logout(): Observable<void>;
    refresh(): Observable<void>;
    currentUser(options?: {
        readonly reload?: boolean;
    }): Observable<AuthUser | null>;
    setTokens(tokens: TokenGrant): Observable<AuthUser | null>;
    accessToken(): Observable<string | null>;
    hasRole(...roles: readonly string[]): boolean;
    returnUrl(): string;
}

interface AuthSession<U> {
    state(): SessionState<U>;
    subscribe(listener: (state: SessionState<U>) => void): () => void;
    restore(search?: () => Promise<boolean>): Awaitable<void>;
    open(grant: ReceivedGrant, user: U | null): AuthTokens | null;
    renew(spent: AuthTokens, tokens: AuthTokens, user?: U | null): Awaitable<boolean>;
    setUser(sessionId: number, user: U): void;
    close(): void;
    sync(): Awaitable<void>;
    stored(): Awaitable<void>;
}

type AuthStatus = 'unknown' | 'anonymous' | 'authenticated';

interface AuthStorage {
    getItem(key: string): Awaitable<string | null>;
    setItem(key: string, value: string): Awaitable<void>;
    removeItem(key: string): Awaitable<void>;
    readonly shared?: boolean;
    watch?(changed: () => void): () => void;
}

interface AuthTokens {
    readonly sessionId: number;
    readonly accessToken: string;
    readonly refreshToken: string | null;
    readonly rotation: number;
    readonly receivedAt: number;
    readonly expiresAt: number | null;
    readonly claims: JwtClaims | null;
}

type AuthTransport = (request: HttpRequest<unknown>, next: HttpHandlerFn) => Observable<HttpEvent<unknown>>;

interface AuthTypes {
}

type AuthUser = AuthTypes extends {
    user: infer User;
} ? User : {
    readonly [member: string]: unknown;
};

type Awaitable<T> = T | PromiseLike<T>;

declare const BRAND: unique symbol;

interface Call<T> {
    readonly result: Promise<T>;
    abort(): void;
}

interface Clock {
    now(): number;
    after(ms: number, callback: () => void): () => void;
}

type CookieHeaders = () => Readonly<Record<string, string>>;

interface CurrentUser<U> {
    load(reload?: boolean): Promise<U | null>;
    wait(): Promise<U | null>;
}

interface Emitter<T> {
    subscribe(listener: (value: T) => void): () => void;
    emit(value: T): void;
}

interface EndpointInput {
    readonly credentials?: AuthCredentials;
    readonly accessToken?: string;
    readonly refreshToken?: string | null;
    readonly deviceId?: string;
}

interface EndpointOptions<Answer> {
    readonly url: string;
    readonly method?: string;
    readonly body?: (input: EndpointInput) => object | undefined;
    readonly encoding?: 'json' | 'form';
    readonly headers?: Readonly<Record<string, string>>;
    readonly authorization?: 'none' | 'access' | 'refresh';
    readonly withCredentials?: boolean;
    readonly parse?: (response: HttpResponse<unknown>) => Answer;
}

interface HeldTokens {
    readonly accessToken: string;
    readonly refreshToken: string | null;
}

declare class IdleTimeout {
    reportActivity(): void;
}

interface IdleTimeoutOptions {
    readonly minutes: number;
    readonly warningSeconds?: number;
}

interface JwtClaims {
    readonly sub?: unknown;
    readonly exp?: unknown;
    readonly iat?: unknown;
    readonly [claim: string]: unknown;
}

interface Locks {
    request(name: string, held: () => Promise<unknown>): Promise<unknown>;
}

interface OpenText {
    (key: string): StoredText;
    readonly locks?: Locks;
}

interface ReceivedGrant extends TokenGrant {
    readonly mayBeOld?: boolean;
}

interface RefreshCookieOptions {
    readonly headers?: Readonly<Record<string, string>>;
    readonly xsrfHeader?: string;
    readonly refreshAtStart?: boolean;
}

interface RefreshCooldown {
    errorFor(tokens: AuthTokens): AuthError | null;
    begin(tokens: AuthTokens, error: AuthError): void;
    end(): void;
}

type ReportFailure = (error: AuthError) => void;

interface ResolvedAuthConfig extends Required<Omit<AuthConfig, 'endpoints' | 'storageKeys' | 'allowedOrigins' | 'tokenHeader' | 'deviceId'>> {
    readonly endpoints: ResolvedEndpoints;
    readonly storageKeys: StorageKeys;
    readonly allowedOrigins: readonly AllowedOrigin[];
    readonly tokenHeader: {
        readonly name: string;
        readonly scheme: string;
    };
    readonly deviceId?: () => string | Promise<string>;
}

type ResolvedEndpoint<Answer> = EndpointOptions<Answer> & Required<Pick<EndpointOptions<Answer>, 'method' | 'encoding' | 'authorization'>>;

interface ResolvedEndpoints {
    readonly login: ResolvedEndpoint<AuthGrant>;
    readonly refresh?: ResolvedEndpoint<AuthGrant>;
    readonly logout?: ResolvedEndpoint<unknown>;
    readonly user?: ResolvedEndpoint<AuthUser | null | undefined>;
}

declare const SKIP_AUTH: HttpContextToken<boolean>;

interface SessionState<U> {
    readonly status: AuthStatus;
    readonly tokens: AuthTokens | null;
    readonly user: U | null;
}

interface SignIn {
    login(credentials: unknown): Promise<void>;
    setTokens(grant: TokenGrant): Promise<void>;
    logout(by: SignOutReason): Promise<void>;
    leave(tokens: AuthTokens, by: SignOutReason): Promise<void>;
}

type SignOutReason = 'logout' | 'other-tab' | 'idle';

interface StorageKeys {
    readonly session: string;
    readonly accessToken?: string;
    readonly refreshToken?: string;
}

interface StoredText {
    news(): string | null | undefined;
    write(text: string | null): void;
    settle?(): Awaitable<void>;
    whenLate?(read: () => void): void;
}

interface TabCoordinator {
    exclusive<T>(work: () => Promise<T>, once?: string): Promise<T>;
    release(): void;
}

type TextsOf = (storage: AuthStorage, failed: ReportFailure, clock: Clock, wrote?: () => unknown) => OpenText;

interface TokenGrant {
    readonly accessToken?: string | null;
    readonly refreshToken?: string | null;
    readonly expiresIn?: number | null;
}

interface TokenRefresher {
    isDue(tokens: AuthTokens): boolean;
    fresh(isStrict?: boolean | void): Awaitable<AuthTokens | null>;
    refreshAfter(sent: AuthTokens): Promise<AuthTokens>;
    refresh(): Promise<AuthTokens>;
    verify(): Promise<boolean>;
    recheck(): void;
    endCooldown(): void;
    destroy(): void;
}

interface Turns {
    take<T>(login: () => Promise<T>): Promise<T>;
    note(logout: Promise<unknown>): void;
}

declare const authGuard: AuthGuardFn;

declare const authInterceptor: HttpInterceptorFn;

declare function createBackendServer(type: Type<AuthBackend>, setsCookie: boolean): AuthServer<AuthUser>;

declare function createCookieTurns({ exclusive }: Pick<TabCoordinator, 'exclusive'>): Turns;

declare function decodeJwt(token: string): JwtClaims | null;

declare function feature(ɵkind: AuthFeatureKind, ɵname: string, ɵparts: AuthParts): AuthFeature;

declare const guestGuard: AuthGuardFn;

declare function isAuthError(error: unknown): error is AuthError;

declare function provideAuth(config: AuthConfigSource, ...features: readonly AuthFeature[]): EnvironmentProviders;

declare function resolveAuthConfig(config: AuthConfig): ResolvedAuthConfig;

declare function roleGuard(...roles: readonly string[]): AuthGuardFn;

declare function searchSession<U>(session: AuthSession<U>, server: AuthServer<U>, { exclusive }: Pick<TabCoordinator, 'exclusive'>, clock: Clock, { refreshTimeoutMs }: {
    readonly refreshTimeoutMs: number;
}): Promise<boolean>;

declare function withBackend(backend: Type<AuthBackend>): AuthFeature;

declare function withDebugLog(): AuthFeature;

declare function withIdleTimeout({ minutes, warningSeconds }: IdleTimeoutOptions): AuthFeature;

declare function withLocalStorage(): AuthFeature;

declare function withOptionalAuth(context?: HttpContext): HttpContext;

declare function withRefreshCookie({ headers, xsrfHeader, refreshAtStart, }?: RefreshCookieOptions): AuthFeature;

declare function withScheduledRefresh(): AuthFeature;

declare function withSessionStorage(): AuthFeature;

declare function withStorage(factory: () => AuthStorage): AuthFeature;

declare function withoutAuth(context?: HttpContext): HttpContext;

export { AUTH_CONFIG, AuthError, AuthInterceptor, AuthModule, AuthService, IdleTimeout, SKIP_AUTH, authGuard, authInterceptor, decodeJwt, guestGuard, isAuthError, provideAuth, roleGuard, withBackend, withDebugLog, withIdleTimeout, withLocalStorage, withOptionalAuth, withRefreshCookie, withScheduledRefresh, withSessionStorage, withStorage, withoutAuth, createBackendServer as ɵcreateBackendServer, feature as ɵfeature, resolveAuthConfig as ɵresolveAuthConfig };

export type { AllowedOrigin, AuthBackend, AuthConfig, AuthConfigSource, AuthCredentials, AuthEndpoints, AuthErrorCode, AuthErrorDetails, AuthEvent, AuthFeature, AuthFeatureKind, AuthGrant, AuthGuardFn, AuthStatus, AuthStorage, AuthTypes, AuthUser, Awaitable, EndpointInput, EndpointOptions, HeldTokens, IdleTimeoutOptions, JwtClaims, RefreshCookieOptions, ResolvedAuthConfig, ResolvedEndpoint, ResolvedEndpoints, SignOutReason, StorageKeys, TokenGrant, AuthRuntime as ɵAuthRuntime, AuthTransport as ɵAuthTransport };
