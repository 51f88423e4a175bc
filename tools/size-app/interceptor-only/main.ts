import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { authInterceptor, provideAuth } from 'ngx-auth-session';

@Component({ selector: 'size-app', template: '<p>{{ text() }}</p>' })
class App {
  readonly text = signal('');

  constructor() {
    inject(HttpClient)
      .get<string>('/api/text')
      .subscribe((text) => this.text.set(text));
  }
}

void bootstrapApplication(App, {
  providers: [
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth({ endpoints: { login: '/api/login', refresh: '/api/refresh' } }),
  ],
});
