import * as i0 from '@angular/core';

import { EnvironmentProviders } from '@angular/core';

import { AuthUser, JwtClaims, AuthCredentials, TokenPair, AuthConfigSource } from 'ngx-auth-session';

declare class AuthTestingController {
    readonly login: ScriptedCall<AuthCredentials, AuthTestingUser>;
    readonly refresh: ScriptedCall<TokenPair, AuthTestingUser>;
    readonly logout: ScriptedCall<TokenPair, void>;
    readonly user: ScriptedCall<TokenPair, AuthUser>;
    readonly otherTab: OtherTab;
    constructor();
    get accessToken(): string | null;
    signIn(who?: AuthTestingUser): void;
    expireToken(): void;
    refuseToken(status?: number): void;
    revokeSession(): void;
    settled(): Promise<void>;
}

interface AuthTestingOptions extends AuthTestingUser {
    readonly config?: AuthConfigSource;
}

interface AuthTestingUser {
    readonly user?: AuthUser;
    readonly roles?: readonly string[];
    readonly claims?: JwtClaims;
}

interface OtherTab {
    signIn(who?: AuthTestingUser): void;
    signOut(): void;
}

interface ScriptedCall<Input, Answer> {
    readonly calls: readonly Input[];
    accept(answer?: Answer): void;
    reject(status?: number): void;
    fail(status?: number): void;
    hold(): () => void;
}

declare function provideAuthTesting(options?: AuthTestingOptions): EnvironmentProviders;

export { AuthTestingController, provideAuthTesting };

export type { AuthTestingOptions, AuthTestingUser, OtherTab, ScriptedCall };
