import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { createApplication } from '@angular/platform-browser';
import {
  AuthError,
  AuthFeature,
  authInterceptor,
  AuthService,
  provideAuth,
  withIdleTimeout,
  withLocalStorage,
  withRefreshCookie,
  withSessionStorage,
} from 'ngx-auth-session';
import { firstValueFrom, map, Observable } from 'rxjs';

/** The actions of a test in the page. A command returns `'done'` or the code of its error. */
export interface BareApp {
  readonly auth: AuthService;
  signIn(user?: 'ada' | 'bob'): Promise<string>;
  refresh(): Promise<string>;
  signOut(): Promise<string>;
  /** Returns the status of the session. */
  status(): string;
  /** Sends a request and returns the status of the answer, or 0 if the page may not read it. */
  request(method: string, url: string): Promise<number>;
}

declare global {
  interface Window {
    bareApp: BareApp;
    /** Every copy of the application in the page. */
    bareApps?: BareApp[];
  }
}

const query = new URLSearchParams(location.search);
const api = query.get('api') ?? '';
const idleSeconds = Number(query.get('idle'));
const keep: Record<string, () => AuthFeature> = {
  local: withLocalStorage,
  tab: withSessionStorage,
  cookie: withRefreshCookie,
};

createApplication({
  providers: [
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(
      {
        endpoints: {
          login: `${api}/api/login`,
          refresh: `${api}/api/refresh-token`,
          logout: `${api}/api/logout`,
        },
      },
      keep[query.get('keep') ?? 'local']!(),
      ...(idleSeconds ? [withIdleTimeout({ minutes: idleSeconds / 60, warningSeconds: 0 })] : []),
    ),
  ],
}).then(
  ({ injector }) => {
    const auth = injector.get(AuthService);
    const http = injector.get(HttpClient);
    window.bareApp = {
      auth,
      signIn: (username = 'ada') =>
        outcome(auth.login({ username, password: `${username}-demo-password` })),
      refresh: () => outcome(auth.refresh()),
      signOut: () => outcome(auth.logout()),
      status: auth.status,
      request: (method, url) =>
        firstValueFrom(
          http.request(method, url, { observe: 'response', responseType: 'text' }),
        ).then(
          ({ status }) => status,
          ({ status }: { status: number }) => status,
        ),
    };
    (window.bareApps ??= []).push(window.bareApp);
  },
  (error: unknown) => console.error(error),
);

function outcome(command: Observable<unknown>): Promise<string> {
  return firstValueFrom(command.pipe(map(() => 'done')), { defaultValue: 'done' }).catch(
    ({ code }: AuthError) => code,
  );
}
