import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import {
  authGuard,
  authInterceptor,
  AuthService,
  guestGuard,
  provideAuth,
  roleGuard,
  withLocalStorage,
} from 'ngx-auth-session';

@Component({ selector: 'size-page', template: '<p>{{ text() }} {{ known() }}</p>' })
class Page {
  readonly auth = inject(AuthService);
  readonly text = signal('');
  readonly known = computed(() => this.text() !== '' && this.auth.isAuthenticated());

  constructor() {
    inject(HttpClient)
      .get<string>('/api/text')
      .subscribe((text) => this.text.set(text));
  }
}

@Component({ selector: 'size-app', imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

void bootstrapApplication(App, {
  providers: [
    provideHttpClient(withInterceptors([authInterceptor])),
    provideRouter([
      { path: 'login', component: Page, canActivate: [guestGuard] },
      { path: 'admin', component: Page, canMatch: [roleGuard('admin')] },
      { path: '**', component: Page, canMatch: [authGuard] },
    ]),
    provideAuth(
      {
        endpoints: { login: '/api/login', refresh: '/api/refresh', logout: '/api/logout' },
        loginUrl: '/login',
      },
      withLocalStorage(),
    ),
  ],
});
