import { ApplicationConfig } from '@angular/core';
import { CanActivateFn } from '@angular/router';
import { Observable } from 'rxjs';

/**
 * What each folder of `competitors/` exports: one application's set-up, as the library's own documentation has it, with
 * the code that an application must write around it. The functions run in an injection context.
 */
export interface Competitor {
  readonly config: ApplicationConfig;
  /** The same with another way to write the address of another API, where the competitor asks for one. */
  configFor?(otherApi: string): ApplicationConfig;
  /** Turns visitors away who are not signed in. */
  readonly guard: CanActivateFn;
  signIn(): Observable<unknown>;
  signOut(): void;
  /** Renews on command, where the library has one for that. */
  refresh?(): Observable<unknown>;
}

/** All that are measured. */
export const COMPETITORS: Readonly<Record<string, () => Promise<Competitor>>> = {
  bare: () => import('../competitors/bare/competitor'),
  'three-lines': () => import('../competitors/three-lines/competitor'),
  article: () => import('../competitors/article/competitor'),
  'auth0-angular-jwt': () => import('../competitors/auth0-angular-jwt/competitor'),
  'ngx-auth': () => import('../competitors/ngx-auth/competitor'),
  'delon-auth': () => import('../competitors/delon-auth/competitor'),
  'angular-oauth2-oidc': () => import('../competitors/angular-oauth2-oidc/competitor'),
  'angular-auth-oidc-client': () => import('../competitors/angular-auth-oidc-client/competitor'),
  'ngx-auth-session': () => import('../competitors/ngx-auth-session/competitor'),
};
