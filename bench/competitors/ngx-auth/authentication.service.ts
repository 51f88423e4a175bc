import { HttpClient, HttpErrorResponse, HttpRequest } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { AuthService } from 'ngx-auth';
import { catchError, Observable, of, tap, throwError } from 'rxjs';
import { CREDENTIALS, LOGIN, REFRESH, TokenAnswer } from '../../app/api';

const ACCESS_KEY = 'ngx-auth.access-token';
const REFRESH_KEY = 'ngx-auth.refresh-token';

/** The service that ngx-auth asks an application to write. */
@Injectable()
export class AuthenticationService implements AuthService {
  private readonly http = inject(HttpClient);
  private interruptedUrl = '';

  login(): Observable<TokenAnswer> {
    return this.http
      .post<TokenAnswer>(LOGIN, CREDENTIALS)
      .pipe(tap((answer) => this.saveTokens(answer)));
  }

  logout(): void {
    localStorage.removeItem(ACCESS_KEY);
    localStorage.removeItem(REFRESH_KEY);
  }

  isAuthorized(): Observable<boolean> {
    return of(!!localStorage.getItem(ACCESS_KEY));
  }

  getAccessToken(): Observable<string> {
    return of(localStorage.getItem(ACCESS_KEY) ?? '');
  }

  refreshToken(): Observable<TokenAnswer> {
    return this.http
      .post<TokenAnswer>(REFRESH, { refreshToken: localStorage.getItem(REFRESH_KEY) })
      .pipe(
        tap((answer) => this.saveTokens(answer)),
        catchError((error: unknown) => {
          this.logout();
          return throwError(() => error);
        }),
      );
  }

  refreshShouldHappen({ status }: HttpErrorResponse): boolean {
    return status === 401;
  }

  verifyRefreshToken({ url }: HttpRequest<unknown>): boolean {
    return url.endsWith('refresh-token');
  }

  skipRequest({ url }: HttpRequest<unknown>): boolean {
    return url.endsWith('login');
  }

  getInterruptedUrl(): string {
    return this.interruptedUrl;
  }

  setInterruptedUrl(url: string): void {
    this.interruptedUrl = url;
  }

  private saveTokens({ accessToken, refreshToken }: TokenAnswer): void {
    localStorage.setItem(ACCESS_KEY, accessToken);
    localStorage.setItem(REFRESH_KEY, refreshToken);
  }
}
