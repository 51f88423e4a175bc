// What both ways of setting the application up have in common.
import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { Router, Routes } from '@angular/router';
import { authGuard, AuthService, guestGuard, roleGuard } from 'ngx-auth-session';
import type { AuthConfig } from 'ngx-auth-session';

interface User {
  readonly username: string;
}

export const config: AuthConfig<User> = {
  endpoints: {
    login: '/api/login',
    refresh: '/api/refresh-token',
    logout: '/api/logout',
    user: '/api/current-user',
  },
  loginUrl: '/login',
};

@Component({
  selector: 'app-login',
  template: `
    <h1>Sign in</h1>
    <input #username aria-label="User name" />
    <input #password type="password" aria-label="Password" />
    <button type="button" (click)="login(username.value, password.value)">Sign in</button>
  `,
})
export class Login {
  private readonly auth = inject<AuthService<User>>(AuthService);
  private readonly router = inject(Router);

  login(username: string, password: string): void {
    this.auth
      .login({ username, password })
      .subscribe(() => void this.router.navigateByUrl(this.auth.returnUrl()));
  }
}

@Component({
  selector: 'app-profile',
  template: `
    <h1>Profile of {{ auth.user()?.username }}</h1>
    <button type="button" (click)="load()">Ask the API</button>
    <output>{{ answer() }}</output>
    <button type="button" (click)="auth.logout()">Sign out</button>
  `,
})
export class Profile {
  readonly auth = inject<AuthService<User>>(AuthService);
  readonly answer = signal('');
  private readonly http = inject(HttpClient);

  load(): void {
    this.http.get('/api/secret-random-number').subscribe(() => this.answer.set('answered'));
  }
}

@Component({ selector: 'app-admin', template: '<h1>Admin</h1>' })
export class Admin {}

export const routes: Routes = [
  { path: 'login', component: Login, canActivate: [guestGuard] },
  { path: 'admin', component: Admin, canMatch: [roleGuard('admin')] },
  { path: '', component: Profile, canMatch: [authGuard] },
];
