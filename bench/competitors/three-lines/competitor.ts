import {
  HttpClient,
  HttpInterceptorFn,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import { ApplicationConfig, inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { tap } from 'rxjs';
import { CREDENTIALS, LOGIN, TokenAnswer } from '../../app/api';

const KEY = 'three-lines.token';

@Injectable({ providedIn: 'root' })
class TokenKeeper {
  token = localStorage.getItem(KEY);

  keep(token: string): void {
    localStorage.setItem(KEY, token);
    this.token = token;
  }

  forget(): void {
    localStorage.removeItem(KEY);
    this.token = null;
  }
}

// The floor: nothing that puts a token on a request can do less.
const tokenInterceptor: HttpInterceptorFn = (request, next) => {
  const { token } = inject(TokenKeeper);
  if (!token) return next(request);
  return next(request.clone({ headers: request.headers.set('Authorization', `Bearer ${token}`) }));
};

export const config: ApplicationConfig = {
  providers: [provideHttpClient(withInterceptors([tokenInterceptor]))],
};

export const guard = () => !!inject(TokenKeeper).token || inject(Router).parseUrl('/login');

export const signIn = () => {
  const keeper = inject(TokenKeeper);
  return inject(HttpClient)
    .post<TokenAnswer>(LOGIN, CREDENTIALS)
    .pipe(tap(({ accessToken }) => keeper.keep(accessToken)));
};

export const signOut = () => inject(TokenKeeper).forget();
