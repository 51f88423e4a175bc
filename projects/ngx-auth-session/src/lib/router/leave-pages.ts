import { NavigationError, Router } from '@angular/router';
import { take } from 'rxjs';
import { AuthEvent } from '../core/auth-event';
import { AuthRuntime } from '../runtime/auth-runtime';
import { AppUrls } from './app-urls';
import { GuardedRoutes } from './guarded-routes';

/**
 * Leaves a page for signed-in users when the session ends, and a page for visitors when a session begins. The returned
 * function stops it.
 */
export function leavePages(
  auth: AuthRuntime,
  router: Router,
  { isLoginPage, redirectTo, returnUrl }: AppUrls,
  routes: GuardedRoutes,
): () => void {
  const { config, session } = auth;
  // The login page may be a child of a guarded route.
  auth.isProtectedPage = () => routes.show(true) && !isLoginPage(router.url);

  const goToLogin = (returnTo: string | null): void =>
    void router.navigateByUrl(redirectTo(config.loginUrl, returnTo));

  function leave(event: AuthEvent): void {
    const by = 'by' in event && event.by;
    if (router.currentNavigation()) {
      // The guards of a navigation that has begun come first. The router clears it after its last event.
      router.events.pipe(take(1)).subscribe(() => void Promise.resolve().then(() => leave(event)));
    } else if (!session.state().tokens) {
      // A user who signs out means to leave. Any other user may want to come back.
      if (auth.isProtectedPage!()) goToLogin(by === 'logout' ? null : router.url);
      // After `login()`, the login page itself navigates.
    } else if (event.type === 'signed-in' && by !== 'login' && routes.show(false)) {
      void router.navigateByUrl(returnUrl());
    }
  }

  const unsubscribe = auth.events.subscribe((event) => {
    // When its command completes, the application may navigate, and goes first.
    const whenDone = (): unknown => auth.clock.after(0, () => leave(event));
    if (auth.lastCommand) void auth.lastCommand.then(whenDone, whenDone);
    else leave(event);
  });

  // The session ended while a page for users was being opened, and something that the page needs has failed. Without a
  // redirect the screen would stay blank, or keep the page before.
  const failed = router.events.subscribe((event) => {
    if (event instanceof NavigationError && event.target && routes.show(true, event.target.root)) {
      // The application may navigate on an error, and goes first.
      void Promise.resolve().then(() => {
        if (!session.state().tokens && !router.currentNavigation()) goToLogin(event.url);
      });
    }
  });

  return () => {
    unsubscribe();
    failed.unsubscribe();
  };
}
