import { HttpClient, httpResource } from '@angular/common/http';
import { Component, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { firstValueFrom } from 'rxjs';
import { RequestCounts } from '../request-counts';

@Component({
  selector: 'app-profile',
  imports: [RouterLink],
  template: `
    <h1>Profile of {{ auth.user()?.username }}</h1>
    <output aria-label="Jobs">{{ jobs.value()?.length }}</output>
    <output aria-label="Number">{{ secret.value()?.number }}</output>
    <output aria-label="Asked">{{ counts.asked() }}</output>
    <output aria-label="Sent">{{ counts.sent() }}</output>
    <a routerLink="/reports">Reports</a>
    <button type="button" (click)="auth.logout()">Sign out</button>
  `,
})
export class Profile {
  readonly auth = inject(AuthService);
  readonly counts = inject(RequestCounts);
  private readonly http = inject(HttpClient);

  readonly jobs = httpResource<readonly unknown[]>(() => '/api/job-list');
  readonly secret = resource({
    loader: () =>
      firstValueFrom(this.http.get<{ readonly number: number }>('/api/secret-random-number')),
  });
}
