import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { OAUTH_SERVER } from './oauth-server';

const DOCUMENTS = Array.from({ length: 10 }, (_, index) => index + 1);

@Component({
  selector: 'oauth-documents',
  template: `
    <h1>Documents of {{ auth.user()?.sub }}</h1>
    <button type="button" (click)="open()">Open ten documents</button>
    <output>{{ opened() }} open, {{ refused() }} refused</output>
    <button type="button" (click)="auth.logout()">Sign out</button>
  `,
})
export class Documents {
  readonly auth = inject(AuthService);
  readonly opened = signal(0);
  readonly refused = signal(0);
  readonly #http = inject(HttpClient);
  readonly #api = inject(OAUTH_SERVER).api;

  /** Sends plain requests, all at once. */
  open(): void {
    for (const document of DOCUMENTS) {
      this.#http.get(`${this.#api}/documents/${document}`).subscribe({
        next: () => this.opened.update((count) => count + 1),
        error: () => this.refused.update((count) => count + 1),
      });
    }
  }
}
