import { inject, Injectable } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  NavigationCancel,
  NavigationEnd,
  NavigationError,
  Route,
  Router,
  UrlTree,
} from '@angular/router';
import { filter, take } from 'rxjs';
import { AuthEvent } from './core/auth-event';
import { safeReturnUrl } from './core/return-url';
import { AuthRuntime } from './auth.runtime';

/** Where to go when somebody has to sign in, has signed in, or is signed in no more. */
@Injectable()
export class AuthNavigation {
  readonly #router = inject(Router);
  readonly #auth = inject(AuthRuntime);
  readonly #guarded = new WeakSet<Route>();

  constructor() {
    this.#auth.events.subscribe((event) => this.#follow(event));
  }

  /** The address that the running navigation is for, with query and fragment. */
  requestedUrl(): string {
    return this.#router.currentNavigation()?.extractedUrl.toString() ?? this.#router.url;
  }

  /** Notes that a route is for signed-in users only. */
  guard(route: Route | ActivatedRouteSnapshot): void {
    const config = 'routeConfig' in route ? route.routeConfig : route;
    if (config) this.#guarded.add(config as Route);
  }

  /** The login page, to return to `url` afterwards. */
  loginTree(url: string | null): UrlTree {
    const { loginUrl, returnUrlParam } = this.#auth.config;
    const tree = this.#router.parseUrl(loginUrl);
    const returnUrl = safeReturnUrl(url, loginUrl);
    if (returnUrl !== null) tree.queryParams = { ...tree.queryParams, [returnUrlParam]: returnUrl };
    return tree;
  }

  /** The page to show after login: the return address in the page's own, checked, or the home page. */
  returnUrl(from = this.#router.url): string {
    const { homeUrl, loginUrl, returnUrlParam } = this.#auth.config;
    const given: unknown = this.#router.parseUrl(from).queryParams[returnUrlParam];
    return safeReturnUrl(given, loginUrl) ?? homeUrl;
  }

  /** An address of the configuration as the guards return it. */
  tree(url: string): UrlTree {
    return this.#router.parseUrl(url);
  }

  #follow(event: AuthEvent): void {
    if (event.type === 'session-expired' || event.type === 'signed-out') {
      // Who signs out means to leave; everyone else may want to come back.
      this.#leave(event.type === 'signed-out' && event.by === 'logout');
    }
  }

  /** Leaves a guarded page. A navigation that is under way has its own guards and goes first. */
  #leave(forGood: boolean): void {
    if (this.#router.currentNavigation()) {
      this.#router.events
        .pipe(
          filter(
            (event) =>
              event instanceof NavigationEnd ||
              event instanceof NavigationCancel ||
              event instanceof NavigationError,
          ),
          take(1),
        )
        // The navigation counts as running until its last event has been heard.
        .subscribe(() => void Promise.resolve().then(() => this.#leave(forGood)));
    } else if (this.#auth.session.tokens === null && this.#onGuardedPage()) {
      void this.#router.navigateByUrl(this.loginTree(forGood ? null : this.#router.url));
    }
  }

  #onGuardedPage(): boolean {
    const pages = [this.#router.routerState.snapshot.root];
    for (const page of pages) {
      if (page.routeConfig && this.#guarded.has(page.routeConfig)) return true;
      pages.push(...page.children);
    }
    return false;
  }
}
