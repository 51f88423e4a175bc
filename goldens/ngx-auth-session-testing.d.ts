import * as i0 from '@angular/core';

import { EnvironmentProviders } from '@angular/core';

import { AuthUser, JwtClaims, HeldTokens, AuthConfig } from 'ngx-auth-session';

declare class AuthTestingController<U = AuthUser> {
    readonly login: ScriptedCall<unknown, AuthTestingUser<U>>;
    readonly refresh: ScriptedCall<HeldTokens, AuthTestingUser<U>>;
    readonly logout: ScriptedCall<HeldTokens, void>;
    readonly user: ScriptedCall<HeldTokens, U>;
    readonly otherTab: OtherTab<U>;
    constructor();
    get accessToken(): string | null;
    signIn(who?: AuthTestingUser<U>): void;
    expireToken(): void;
    refuseToken(status?: number): void;
    revokeSession(): void;
    settled(): Promise<void>;
}

interface AuthTestingOptions<U = AuthUser> extends AuthTestingUser<U> {
    readonly config?: AuthConfig<U> | (() => AuthConfig<U>);
}

interface AuthTestingUser<U = AuthUser> {
    readonly user?: U;
    readonly roles?: readonly string[];
    readonly claims?: JwtClaims;
}

interface OtherTab<U = AuthUser> {
    signIn(who?: AuthTestingUser<U>): void;
    signOut(): void;
}

interface ScriptedCall<Input, Answer> {
    readonly calls: readonly Input[];
    accept(answer?: Answer): void;
    reject(status?: number): void;
    fail(status?: number): void;
    hold(): () => void;
}

declare function provideAuthTesting<U = AuthUser>(options?: AuthTestingOptions<U>): EnvironmentProviders;

export { AuthTestingController, provideAuthTesting };

export type { AuthTestingOptions, AuthTestingUser, OtherTab, ScriptedCall };
