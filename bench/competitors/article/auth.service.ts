import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { Observable, tap } from 'rxjs';
import { CREDENTIALS, LOGIN, REFRESH, TokenAnswer } from '../../app/api';

const ACCESS_KEY = 'article.access-token';
const REFRESH_KEY = 'article.refresh-token';

/** The service that stands beside the interceptor in the articles. */
@Injectable({ providedIn: 'root' })
export class AuthService {
  private readonly http = inject(HttpClient);

  login(): Observable<TokenAnswer> {
    return this.http
      .post<TokenAnswer>(LOGIN, CREDENTIALS)
      .pipe(tap((answer) => this.saveTokens(answer)));
  }

  refreshToken(): Observable<TokenAnswer> {
    return this.http
      .post<TokenAnswer>(REFRESH, { refreshToken: localStorage.getItem(REFRESH_KEY) })
      .pipe(tap((answer) => this.saveTokens(answer)));
  }

  getToken(): string | null {
    return localStorage.getItem(ACCESS_KEY);
  }

  logout(): void {
    localStorage.removeItem(ACCESS_KEY);
    localStorage.removeItem(REFRESH_KEY);
  }

  private saveTokens({ accessToken, refreshToken }: TokenAnswer): void {
    localStorage.setItem(ACCESS_KEY, accessToken);
    localStorage.setItem(REFRESH_KEY, refreshToken);
  }
}
