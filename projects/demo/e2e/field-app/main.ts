import { HttpClient, HttpContext } from '@angular/common/http';
import { ApplicationRef } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { AuthEvent, AuthService, withoutAuth } from 'ngx-auth-session';
import { firstValueFrom, Observable } from 'rxjs';
import { FieldSetUp } from './field-set-up';
import { FieldRoot } from './pages';
import { providersOf } from './providers';

/** The actions of a test in the page. */
export interface FieldApp {
  readonly app: ApplicationRef;
  readonly http: HttpClient;
  readonly auth: AuthService;
  readonly router: Router;
  /** All events since the application started. */
  readonly events: AuthEvent[];
  readonly HttpContext: typeof HttpContext;
  readonly withoutAuth: typeof withoutAuth;
  /** Resolves to the first value, or `null` for none. */
  value<T>(source: Observable<T>): Promise<T | null>;
  /** Resolves to the outcome: `done`, the code of the error, or the status of a request. */
  outcome(source: Observable<unknown>): Promise<string>;
  signIn(user?: string): Promise<string>;
}

declare global {
  interface Window {
    fieldSetUp?: FieldSetUp;
    fieldApp: FieldApp;
    startFieldApp(): Promise<FieldApp>;
  }
}

const value = <T>(source: Observable<T>): Promise<T | null> =>
  firstValueFrom(source, { defaultValue: null });

const outcome = (source: Observable<unknown>): Promise<string> =>
  value(source).then(
    () => 'done',
    ({ code, status, error }: { code?: string; status?: number; error?: { code?: string } }) =>
      code ?? `${status} ${error?.code ?? ''}`.trim(),
  );

window.startFieldApp = async () => {
  const app = await bootstrapApplication(FieldRoot, {
    providers: providersOf(window.fieldSetUp ?? {}),
  });
  const auth = app.injector.get(AuthService);
  const events: AuthEvent[] = [];
  auth.events$.subscribe((event) => events.push(event));
  return (window.fieldApp = {
    app,
    http: app.injector.get(HttpClient),
    auth,
    router: app.injector.get(Router),
    events,
    HttpContext,
    withoutAuth,
    value,
    outcome,
    signIn: (user = 'ada') => outcome(auth.login({ username: user, password: 'secret' })),
  });
};

if (!window.fieldSetUp?.later) {
  window.startFieldApp().catch((error: unknown) => console.error(error));
}
