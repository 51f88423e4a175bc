import { HttpResponse, HttpErrorResponse, HttpRequest, HttpHandlerFn, HttpEvent, HttpInterceptor, HttpInterceptorFn, HttpContextToken, HttpContext } from '@angular/common/http';

import * as i0 from '@angular/core';

import { InjectionToken, Provider, EnvironmentProviders, ModuleWithProviders, Type, Signal } from '@angular/core';

import { Route, ActivatedRouteSnapshot, UrlSegment, RouterStateSnapshot, MaybeAsync, GuardResult } from '@angular/router';

import { Observable } from 'rxjs';

declare const AUTH_CONFIG: InjectionToken<ResolvedAuthConfig>;

interface AllowedOrigin {
    readonly origin: string;
    readonly path: string;
}

interface AuthBackend {
    login(credentials: AuthCredentials): Observable<AuthResponse>;
    prepare?(): Promise<unknown>;
    refresh?(tokens: TokenPair): Observable<AuthResponse>;
    logout?(tokens: TokenPair): Observable<unknown>;
    user?(tokens: TokenPair): Observable<AuthUser | null>;
}

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
    readonly loginTimeoutMs?: number;
    readonly lockTimeoutMs?: number;
    readonly refreshCooldownMs?: number;
}

type AuthConfigSource = AuthConfig | (() => AuthConfig | Promise<AuthConfig>);

type AuthCredentials = AuthTypes extends {
    credentials: infer Credentials;
} ? Credentials : object;

interface AuthEndpoints {
    readonly login: string | EndpointOptions<AuthResponse>;
    readonly refresh?: string | EndpointOptions<AuthResponse>;
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
    readonly ɵparts: FeatureParts;
}

type AuthFeatureKind = 'storage' | 'backend' | 'transport' | 'schedule' | 'idle' | 'debug';

type AuthGuardFn = (route: Route | ActivatedRouteSnapshot, target: UrlSegment[] | RouterStateSnapshot) => MaybeAsync<GuardResult>;

declare class AuthInterceptor implements HttpInterceptor {
    intercept(request: HttpRequest<unknown>, next: {
        handle: HttpHandlerFn;
    }): Observable<HttpEvent<unknown>>;
}

declare class AuthModule {
    static forRoot(config: AuthConfigSource, ...features: readonly AuthFeature[]): ModuleWithProviders<AuthModule>;
}

interface AuthResponse<U = AuthUser> extends TokenSet {
    readonly user?: U | null;
}

interface AuthRuntime extends AuthSender {
    readonly config: ResolvedAuthConfig;
    readonly storage: AuthStorage;
    readonly clock: Clock;
    readonly events: Emitter<AuthEvent>;
    readonly session: AuthSession<AuthUser>;
    readonly refresher: TokenRefresher;
    readonly signIn: SignIn;
    readonly currentUser: CurrentUser<AuthUser>;
    readonly inBrowser: boolean;
    readonly signedRequests: WeakSet<HttpRequest<unknown>>;
    readonly sentInSession: WeakSet<HttpRequest<unknown>>;
    readonly refusedAfterRefresh: RefreshCooldown;
    readonly whenRestored: () => MaybePromise<void>;
    readonly roles: (state?: SessionState<AuthUser>) => readonly string[];
    isProtectedPage?: () => boolean;
    lastCommand?: Promise<unknown>;
}

interface AuthSender {
    readonly mayCarryToken: (url: string) => boolean;
    readonly transport: AuthTransport;
}

interface AuthServer<U> {
    login(credentials: unknown): ServerCall<AuthResponse<U>>;
    prepare?(): Promise<unknown>;
    canRefresh(tokens: TokenPair): boolean;
    readonly usesCookie: boolean;
    refresh(tokens: TokenPair): ServerCall<AuthResponse<U>>;
    readonly logoutNeedsAccessToken?: boolean;
    logout(tokens: TokenPair): Promise<void>;
    user?(tokens: TokenPair): Promise<U | null>;
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
    setTokens(tokens: TokenSet): Observable<AuthUser | null>;
    accessToken(): Observable<string | null>;
    hasRole(...roles: readonly string[]): boolean;
    returnUrl(): string;
}

interface AuthSession<U> {
    state(): SessionState<U>;
    subscribe(listener: (state: SessionState<U>) => void): () => void;
    restore(search?: () => Promise<boolean>): MaybePromise<void>;
    open(grant: ReceivedTokens, user: U | null): SessionTokens | null;
    replaceTokens(spent: SessionTokens, tokens: SessionTokens, user?: U | null): MaybePromise<boolean>;
    setUser(sessionId: number, user: U): void;
    close(): void;
    sync(): MaybePromise<void>;
    whenStored(): MaybePromise<void>;
}

type AuthStatus = 'unknown' | 'anonymous' | 'authenticated';

interface AuthStorage {
    getItem(key: string): MaybePromise<string | null>;
    setItem(key: string, value: string): MaybePromise<void>;
    removeItem(key: string): MaybePromise<void>;
    readonly shared?: boolean;
    watch?(changed: () => void): () => void;
}

type AuthTransport = (request: HttpRequest<unknown>, next: HttpHandlerFn) => Observable<HttpEvent<unknown>>;

interface AuthTypes {
}

type AuthUser = AuthTypes extends {
    user: infer User;
} ? User : {
    readonly [member: string]: unknown;
};

declare const BRAND: unique symbol;

type BackgroundTask = (auth: AuthRuntime) => () => void;

interface Clock {
    now(): number;
    after(ms: number, callback: () => void, stopped?: () => void): () => void;
}

interface CommandQueue {
    enqueue<T>(login: () => Promise<T>): Promise<T>;
    track<T>(logout: Promise<T>): Promise<T>;
}

type CookieHeaders = () => Readonly<Record<string, string>>;

interface CrossTabLock {
    exclusive<T>(work: () => Promise<T>, once?: string): Promise<T>;
}

interface CurrentUser<U> {
    load(reload?: boolean): Promise<U | null>;
    loadOrNull(): Promise<U | null>;
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

interface FeatureParts {
    readonly storage?: () => AuthStorage;
    readonly values?: ValueFactory;
    readonly wrapValues?: (texts: ValueFactory, key: string) => ValueFactory;
    readonly server?: () => ServerCalls<AuthUser>;
    readonly cookie?: () => CookieHeaders;
    readonly commandQueue?: typeof createCookieQueue;
    readonly searchSession?: typeof searchCookieSession;
    readonly transport?: (auth: AuthRuntime) => AuthTransport;
    readonly backgroundTask?: BackgroundTask;
    readonly providers?: Provider[];
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

type MaybePromise<T> = T | PromiseLike<T>;

interface OpenValue {
    (key: string): PersistedValue;
    readonly locks?: Locks;
}

interface PersistedValue {
    readIfChanged(): string | null | undefined;
    write(text: string | null): void;
    whenReady?(): MaybePromise<void>;
    onLateAnswer?(read: () => void): void;
}

interface ReceivedTokens extends TokenSet {
    readonly mayBeStale?: boolean;
}

interface RefreshCookieOptions {
    readonly headers?: Readonly<Record<string, string>>;
    readonly xsrfHeader?: string;
    readonly refreshAtStart?: boolean;
}

interface RefreshCooldown {
    errorFor(tokens: SessionTokens): AuthError | null;
    begin(tokens: SessionTokens, error: AuthError): void;
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
    readonly login: ResolvedEndpoint<AuthResponse>;
    readonly refresh?: ResolvedEndpoint<AuthResponse>;
    readonly logout?: ResolvedEndpoint<unknown>;
    readonly user?: ResolvedEndpoint<AuthUser | null | undefined>;
}

declare const SKIP_AUTH: HttpContextToken<boolean>;

interface ServerCall<T> {
    readonly result: Promise<T>;
    abort(): void;
}

type ServerCalls<U> = Omit<AuthServer<U>, 'usesCookie' | 'canRefresh' | 'logoutNeedsAccessToken' | 'refresh'> & Partial<Pick<AuthServer<U>, 'refresh'>>;

interface SessionState<U> {
    readonly status: AuthStatus;
    readonly tokens: SessionTokens | null;
    readonly user: U | null;
}

interface SessionTokens {
    readonly sessionId: number;
    readonly accessToken: string;
    readonly refreshToken: string | null;
    readonly rotation: number;
    readonly receivedAt: number;
    readonly expiresAt: number | null;
    readonly claims: JwtClaims | null;
}

interface SignIn {
    login(credentials: unknown): Promise<void>;
    setTokens(grant: TokenSet): Promise<void>;
    logout(by: SignOutReason): Promise<void>;
    reportSignOut(tokens: SessionTokens, by: SignOutReason): Promise<void>;
}

type SignOutReason = 'logout' | 'other-tab' | 'idle';

interface StorageKeys {
    readonly session: string;
    readonly accessToken?: string;
    readonly refreshToken?: string;
}

interface TokenPair {
    readonly accessToken: string;
    readonly refreshToken: string | null;
}

interface TokenRefresher {
    isDue(tokens: SessionTokens): boolean;
    freshTokens(isStrict?: boolean | void): MaybePromise<SessionTokens | null>;
    refreshAfterRefusal(sent: SessionTokens): Promise<SessionTokens>;
    refresh(): Promise<SessionTokens>;
    verifySession(): Promise<boolean>;
    recheckExpiry(): void;
    endCooldown(): void;
    pause(): void;
    destroy(): void;
}

interface TokenSet {
    readonly accessToken?: string | null;
    readonly refreshToken?: string | null;
    readonly expiresIn?: number | null;
}

type ValueFactory = (storage: AuthStorage, failed: ReportFailure, clock: Clock, wrote?: () => unknown) => OpenValue;

declare const authGuard: AuthGuardFn;

declare const authInterceptor: HttpInterceptorFn;

declare function createBackendServer(type: Type<AuthBackend>): ServerCalls<AuthUser>;

declare function createCookieQueue({ exclusive }: Pick<CrossTabLock, 'exclusive'>): CommandQueue;

declare function decodeJwt(token: string): JwtClaims | null;

declare function feature(ɵkind: AuthFeatureKind, ɵname: string, ɵparts: FeatureParts): AuthFeature;

declare const guestGuard: AuthGuardFn;

declare function isAuthError(error: unknown): error is AuthError;

declare function provideAuth(config: AuthConfigSource, ...features: readonly AuthFeature[]): EnvironmentProviders;

declare function resolveAuthConfig(config: AuthConfig): ResolvedAuthConfig;

declare function roleGuard(...roles: readonly string[]): AuthGuardFn;

declare function searchCookieSession<U>(session: AuthSession<U>, server: AuthServer<U>, { exclusive }: Pick<CrossTabLock, 'exclusive'>, clock: Clock, { refreshTimeoutMs }: {
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

export type { AllowedOrigin, AuthBackend, AuthConfig, AuthConfigSource, AuthCredentials, AuthEndpoints, AuthErrorCode, AuthErrorDetails, AuthEvent, AuthFeature, AuthFeatureKind, AuthGuardFn, AuthResponse, AuthStatus, AuthStorage, AuthTypes, AuthUser, EndpointInput, EndpointOptions, IdleTimeoutOptions, JwtClaims, MaybePromise, RefreshCookieOptions, ResolvedAuthConfig, ResolvedEndpoint, ResolvedEndpoints, SignOutReason, StorageKeys, TokenPair, TokenSet, AuthRuntime as ɵAuthRuntime, AuthTransport as ɵAuthTransport };
